def f():
    return 1in a, 1is b, 1not in c, 1_0or d, 1.or e, 1e5or g, 1jor h
