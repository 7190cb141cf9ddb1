def f(a):
  a(1, b for b in a)
