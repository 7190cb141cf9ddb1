# PEP 526
def f():
    (rate): float
    return rate
