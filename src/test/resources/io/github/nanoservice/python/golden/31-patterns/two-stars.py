def f(a):
  match a:
    case [*b, 1, *_]: pass
