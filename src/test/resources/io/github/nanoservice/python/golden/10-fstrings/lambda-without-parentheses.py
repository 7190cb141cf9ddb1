def f():
    return f"{lambda x: y}"
