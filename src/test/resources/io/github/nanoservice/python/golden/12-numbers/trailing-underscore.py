def f():
    return 10_
