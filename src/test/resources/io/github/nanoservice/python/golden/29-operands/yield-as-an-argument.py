def f(a):
  a(yield a)
