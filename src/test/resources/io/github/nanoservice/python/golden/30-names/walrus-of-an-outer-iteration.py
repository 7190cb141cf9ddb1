def f(a):
  return [[b := 1 for c in a] for b in a]
