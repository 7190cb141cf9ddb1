async def f():
    async with a as b, c: pass
    async for d in e: pass
    else: g
    async def h(): await i
    async with (j as k, l): k
