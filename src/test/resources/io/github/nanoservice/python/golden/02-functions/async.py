async def main():
    async with lock() as held:
        async for x in stream(held):
            await send(x)
    return [y async for y in stream(1)]
