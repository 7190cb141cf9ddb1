async def f():
    return {a: b for a, b in c for d in a if d if e}, {g async for g in h}, (i for i in j)
