def f(a):
  match a:
    case f'{a}': pass
