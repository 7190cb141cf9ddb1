def f():
  return b'aé'
