def f(a):
  match a:
    case __debug__: pass
