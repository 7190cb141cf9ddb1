async def f(a):
  await a = 1
