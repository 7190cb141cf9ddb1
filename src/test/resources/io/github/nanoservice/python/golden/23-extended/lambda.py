double = lambda x: 2 * x


def f():
    return 1
