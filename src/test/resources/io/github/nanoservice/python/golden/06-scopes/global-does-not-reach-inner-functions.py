def f():
    global x
    def g():
        x = 1
        return x
    x = g
