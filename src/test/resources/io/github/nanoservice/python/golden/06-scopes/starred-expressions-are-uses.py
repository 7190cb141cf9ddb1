def f():
    return [*a, *b], {**c}, g(*d, **e)
