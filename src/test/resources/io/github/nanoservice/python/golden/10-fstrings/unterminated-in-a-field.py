def f():
    return f"{'a}"
