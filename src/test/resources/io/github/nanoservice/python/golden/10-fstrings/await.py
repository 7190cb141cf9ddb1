async def f():
    return f"{await g()} {[x async for x in y]}"
