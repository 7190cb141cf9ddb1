def f():
    def g(x: Money = ZERO) -> Money: pass
    return g
