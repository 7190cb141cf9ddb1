def f(a):
  match a:
    case 1 | (_): pass
    case 1: pass
