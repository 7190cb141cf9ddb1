def f():
  return '\u004'
