# An annotation without a value makes the name local.
def f():
    rate: float
    return rate
