def f():
    return f"{a:>10"
