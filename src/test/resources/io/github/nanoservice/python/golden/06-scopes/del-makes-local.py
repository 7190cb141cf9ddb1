def f():
    del x
    return x
