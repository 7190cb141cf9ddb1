def f(a):
  return a or lambda: a
