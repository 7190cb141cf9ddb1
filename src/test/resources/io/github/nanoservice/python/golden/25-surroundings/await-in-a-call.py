def f():
  return g(await a), (await b for b in c), g(await d for d in e), [h async for h in (i async for i in j)]
