def f():
  return b'a' 'b'
