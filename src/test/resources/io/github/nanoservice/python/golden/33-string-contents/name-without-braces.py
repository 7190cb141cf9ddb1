def f():
  return '\N'
