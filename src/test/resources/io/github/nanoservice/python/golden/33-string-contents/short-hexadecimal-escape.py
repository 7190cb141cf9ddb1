def f():
  return 'a\x4'
