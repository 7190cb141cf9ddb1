def f():
  return f'{f"a"}' rb'b'
