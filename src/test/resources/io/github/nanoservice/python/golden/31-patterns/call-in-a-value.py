def f(a):
  match a:
    case a().b: pass
