def f():
  return t'a' 'b'
