class C:
  a = [b := c for c in d]
