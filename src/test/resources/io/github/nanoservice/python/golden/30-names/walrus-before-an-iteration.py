def f(a):
  return [c for c in a if (b := c) for b in a]
