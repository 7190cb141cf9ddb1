def f():
  return f'{1}\x4{2}'
