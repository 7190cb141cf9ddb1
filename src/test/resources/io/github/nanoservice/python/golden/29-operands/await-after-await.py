async def f(a):
  return await await a
