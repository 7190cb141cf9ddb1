def f(a):
  *a: int
