def f(a, b):
  (a if a else b) = 1
