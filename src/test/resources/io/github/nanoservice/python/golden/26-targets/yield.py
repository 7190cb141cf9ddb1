def f(a):
  a = yield = 1
