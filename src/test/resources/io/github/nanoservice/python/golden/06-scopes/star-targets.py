def f():
    a, *b = c
    [d, *e] = c
    *g, = c
    return a, b, d, e, g
