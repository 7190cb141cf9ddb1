def f(a):
  a(**a, *a)
