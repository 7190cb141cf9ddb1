def f(a):
  a(b=c := 1)
