def f():
    return t"{a} and
