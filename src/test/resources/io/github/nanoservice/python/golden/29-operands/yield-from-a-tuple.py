def f(a):
  yield from a, a
