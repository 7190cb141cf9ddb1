def f(a):
  a() += 1
