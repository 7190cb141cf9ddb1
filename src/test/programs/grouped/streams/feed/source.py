def lines(text):
    for line in text.splitlines():
        if not line:
            raise ValueError("empty line")
        yield line


async def fetch(name):
    return name.upper()


def read(text):
    from feed import Reader
    return list(Reader(text))


async def both(names):
    from feed import fetched
    return await fetched(names)
