def f():
    x = 1
    def g():
        nonlocal x
        x = h(x)
    return g
