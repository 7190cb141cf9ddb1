def f(a):
  return [b for b in (c := a)]
