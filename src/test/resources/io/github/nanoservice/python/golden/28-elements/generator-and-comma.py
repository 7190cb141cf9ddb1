def f(a):
  a(b for b in a,)
