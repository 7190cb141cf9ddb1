def f(a):
  with a as b, a as b(): pass
