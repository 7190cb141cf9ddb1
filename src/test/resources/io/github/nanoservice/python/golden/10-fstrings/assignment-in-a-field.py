def f():
    return f"{a=1}"
