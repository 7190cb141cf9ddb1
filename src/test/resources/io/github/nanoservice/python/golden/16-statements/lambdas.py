def f():
    return lambda: a, lambda b: b, lambda *c, **d: (c, d), lambda e=g, /, h=i, *, j: (e, h, j)
