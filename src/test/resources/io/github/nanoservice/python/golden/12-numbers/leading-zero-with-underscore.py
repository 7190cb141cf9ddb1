def f():
    return 0_7
