def f():
        a()
    b()
