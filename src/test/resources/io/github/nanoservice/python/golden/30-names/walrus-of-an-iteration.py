def f(a):
  return [b := 1 for b in a]
