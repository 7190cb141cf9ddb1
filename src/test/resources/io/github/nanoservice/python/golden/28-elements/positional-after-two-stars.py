def f(a):
  a(**a, a + 1)
