def f():
    a: int = b
    c: list[int] = d, e
    g: (yield)
