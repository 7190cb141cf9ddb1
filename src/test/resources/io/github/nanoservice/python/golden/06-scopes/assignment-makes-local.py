def f():
    x = g(x)
    return x
