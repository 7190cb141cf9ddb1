def f(a):
  match a:
    case b: pass
    case 1: pass
