async def f():
    await a
    b = await c(d)
    return await e + await g, -(await h), await (i), [await j for k in l]
