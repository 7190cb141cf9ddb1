def f():
  a, b: int
