def f(a):
  return not lambda: a
