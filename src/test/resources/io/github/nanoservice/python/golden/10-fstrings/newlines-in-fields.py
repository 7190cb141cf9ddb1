# PEP 701
def f():
    return f"{
        a
        +
        b
    } {c}"
