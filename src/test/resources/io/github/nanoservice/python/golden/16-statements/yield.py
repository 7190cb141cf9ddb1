def f():
    yield
    yield a
    yield b, c
    d = yield e
    g = yield
    h((yield), (yield i))
    yield from j
    k += yield l
    return (yield)
