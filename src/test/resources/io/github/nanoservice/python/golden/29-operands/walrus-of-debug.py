def f(a):
  return (__debug__ := a)
