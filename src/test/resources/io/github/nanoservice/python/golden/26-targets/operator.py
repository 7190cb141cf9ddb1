def f(a, b):
  a, a + b = 1
