def f():
    return f"{a:{"x" if b else "y"}}"
