def f():
  return lambda a.b: a
