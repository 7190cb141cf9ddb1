def f(a):
  match a:
    case {-1 + 2j: _, -1.0 + 2.0j: _}: pass
