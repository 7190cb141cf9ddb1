def f(a):
  a[b := 1:2]
