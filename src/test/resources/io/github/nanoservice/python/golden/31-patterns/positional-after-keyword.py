def f(a):
  match a:
    case C(b=1, 2): pass
