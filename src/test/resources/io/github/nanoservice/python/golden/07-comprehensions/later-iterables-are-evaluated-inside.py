def f():
    return [y for x in x for y in x if y if g(x)]
