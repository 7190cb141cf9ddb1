def f():
  return b'a\x4g'
