async def f():
  lambda: g(await a)
