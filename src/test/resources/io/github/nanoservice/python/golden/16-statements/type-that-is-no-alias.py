def f(type):
    type (x) == y
    type[x] = y
    type: int
    type
    return type in x, type
