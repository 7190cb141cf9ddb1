def f():
    return f"{a} and {b.c} and {d(e)} and {g[0]}"
