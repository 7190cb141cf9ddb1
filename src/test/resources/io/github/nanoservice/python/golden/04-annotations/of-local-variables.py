# A function's own annotated names are never evaluated, but the compiler still resolves them.
def f():
    x: Money
    y: Money = zero
    return y
