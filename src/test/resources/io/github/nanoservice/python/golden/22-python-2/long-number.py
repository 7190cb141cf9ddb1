def f():
    return 10L
