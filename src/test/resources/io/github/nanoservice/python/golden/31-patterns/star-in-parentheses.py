def f(a):
  match a:
    case (*b): pass
