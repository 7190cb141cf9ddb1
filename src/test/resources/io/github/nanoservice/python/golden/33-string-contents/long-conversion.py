def f(a):
  return f'{a!rs}'
