def f():
    return g(key=value, other=key)
