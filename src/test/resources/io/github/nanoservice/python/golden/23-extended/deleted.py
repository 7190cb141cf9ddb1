x = 1
del x


def f():
    return 1
