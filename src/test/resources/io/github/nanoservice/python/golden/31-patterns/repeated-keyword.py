def f(a):
  match a:
    case C(b=1, b=2): pass
