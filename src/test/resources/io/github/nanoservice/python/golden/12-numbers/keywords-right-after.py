# CPython warns, but takes them for two tokens.
def f(x):
    return 1if x else 2, 1or g, 1and h, [1for y in z], 0x1for y in [1]
