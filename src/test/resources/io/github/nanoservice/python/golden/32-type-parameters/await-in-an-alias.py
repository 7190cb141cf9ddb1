async def f(a):
  type A = await a
