async def f():
  if a: return 1
  yield 2
