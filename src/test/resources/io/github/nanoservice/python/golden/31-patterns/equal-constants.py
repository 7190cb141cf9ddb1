def f(a):
  match a:
    case {0: _, False: _}: pass
