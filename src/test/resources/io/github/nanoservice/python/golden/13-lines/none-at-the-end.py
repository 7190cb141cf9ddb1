def f():
    return g