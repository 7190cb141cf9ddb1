def f(a):
  return [(yield b) for b in a]
