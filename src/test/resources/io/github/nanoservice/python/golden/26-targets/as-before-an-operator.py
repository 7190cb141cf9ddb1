def f(a, b):
  with (a as b).c: pass
