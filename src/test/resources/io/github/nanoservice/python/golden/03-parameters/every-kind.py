def f(a, /, b, *c, d, **e): pass
