def f(a):
  return (lambda: b := 1)
