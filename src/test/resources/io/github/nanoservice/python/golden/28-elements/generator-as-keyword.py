def f(a):
  a(c=b for b in a)
