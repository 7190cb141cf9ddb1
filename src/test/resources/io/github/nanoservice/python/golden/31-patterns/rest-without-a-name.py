def f(a):
  match a:
    case {**_}: pass
