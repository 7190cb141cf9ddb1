type Pair = tuple[int, int]


def f():
    return 1
