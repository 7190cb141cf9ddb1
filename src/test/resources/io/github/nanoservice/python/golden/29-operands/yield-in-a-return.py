def f(a):
  return yield a
