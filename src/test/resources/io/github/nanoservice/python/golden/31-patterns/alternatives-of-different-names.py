def f(a):
  match a:
    case [b, 1] | [c, 1]: pass
