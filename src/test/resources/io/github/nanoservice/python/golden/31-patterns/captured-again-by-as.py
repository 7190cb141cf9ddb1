def f(a):
  match a:
    case [b] as b: pass
