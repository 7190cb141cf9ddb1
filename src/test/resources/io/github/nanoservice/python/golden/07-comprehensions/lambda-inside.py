def f():
    return [lambda: x + y for x in z]
