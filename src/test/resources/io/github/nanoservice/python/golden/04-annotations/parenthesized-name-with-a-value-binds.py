def f():
    (rate): float = 1
    return rate
