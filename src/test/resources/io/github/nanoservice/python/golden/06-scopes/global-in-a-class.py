def f():
    class A:
        global x
        x = 1
        y = x
    return A
