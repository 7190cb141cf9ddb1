def f(b):
  [a := c for c in b]
  global a
