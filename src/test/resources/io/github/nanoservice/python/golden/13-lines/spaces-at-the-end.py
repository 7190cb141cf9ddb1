def f():
    return g
    