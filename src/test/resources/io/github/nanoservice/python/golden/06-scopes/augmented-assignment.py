# It reads and binds.
def f():
    x += y
    z.w += 1
    v[u] += 1
