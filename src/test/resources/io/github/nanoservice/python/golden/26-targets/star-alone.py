def f(a):
  for *b in a: pass
