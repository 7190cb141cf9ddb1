def f(a):
    b = 1
    def g(c):
        return lambda d: [a, b, c, d, e]
    return g
