def f():
    return [[x * y for y in x] for x in [y for y in z]]
