def f(a):
  for a() in a: pass
