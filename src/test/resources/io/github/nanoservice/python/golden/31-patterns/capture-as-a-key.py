def f(a):
  match a:
    case {b: _}: pass
