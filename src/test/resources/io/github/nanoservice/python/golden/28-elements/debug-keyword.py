def f(a):
  a(__debug__=1)
