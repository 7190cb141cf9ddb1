def f(a):
  del a[0], a()
