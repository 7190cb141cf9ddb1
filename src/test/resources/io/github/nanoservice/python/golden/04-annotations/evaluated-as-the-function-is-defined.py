def f(x: Money = ZERO) -> Money: pass
