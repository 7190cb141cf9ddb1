def f(a):
  return -not a
