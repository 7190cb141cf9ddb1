def f():
    return f'''{a} and
