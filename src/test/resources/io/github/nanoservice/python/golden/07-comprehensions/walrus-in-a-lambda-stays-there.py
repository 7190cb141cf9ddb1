def f():
    g(lambda: (x := 1))
    return x
