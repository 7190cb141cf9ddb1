# Its first iterable sees the class body, the rest does not.
def f():
    class A:
        xs = [1]
        ys = [x + n for x in xs]
        n = 1
    return A
