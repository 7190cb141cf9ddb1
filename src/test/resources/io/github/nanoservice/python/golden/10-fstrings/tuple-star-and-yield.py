def f():
    return f"{a, b} {*c, *d} {yield} {yield e}"
