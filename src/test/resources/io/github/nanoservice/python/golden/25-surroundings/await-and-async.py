async def f():
  async with a as b: pass
  async for c in d: await c
  return [await e for e in g], {h async for h in i}, await j(await k)


def l():
  return (await m for m in n), o(p async for p in q), ([r async for r in s] for t in u)
