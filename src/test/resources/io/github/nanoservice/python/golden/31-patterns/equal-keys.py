def f(a):
  match a:
    case {1: _, 'b': _, 1.0: _}: pass
