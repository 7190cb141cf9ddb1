def f(a):
  return [b for b, 1 in a]
