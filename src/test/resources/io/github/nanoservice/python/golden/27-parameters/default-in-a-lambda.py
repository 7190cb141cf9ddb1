def f():
  return lambda a=1, b: a
