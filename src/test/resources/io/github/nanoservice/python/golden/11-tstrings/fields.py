# PEP 750: read like an f-string.
def f():
    return t"{a} {b!r:>{c}} {d=}"
