def f(a, b):
  return (a as b)
