def f():
    global a, b
    a = 1
    c = 1
    def g():
        nonlocal c
        c = b
