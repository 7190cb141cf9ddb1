def f():
    return any((found := x) > limit for x in y) and found
