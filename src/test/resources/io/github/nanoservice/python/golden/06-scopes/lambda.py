def f():
    return lambda x, *y, z=1, **w: (x, y, z, w, v)
