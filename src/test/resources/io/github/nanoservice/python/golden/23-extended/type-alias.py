type Pair[T] = tuple[T, T]


def f():
    return 1
