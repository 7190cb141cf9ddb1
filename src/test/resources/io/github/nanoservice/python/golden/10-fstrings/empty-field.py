def f():
    return f"{}"
