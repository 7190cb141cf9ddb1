async def main():
    yield 1
    await done()
