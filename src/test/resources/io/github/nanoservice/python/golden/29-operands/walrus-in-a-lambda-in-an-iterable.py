def f(a):
  return [b for c in a for b in (lambda: (d := c))()]
