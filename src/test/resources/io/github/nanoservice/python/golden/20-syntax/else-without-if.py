def f():
    else: a
