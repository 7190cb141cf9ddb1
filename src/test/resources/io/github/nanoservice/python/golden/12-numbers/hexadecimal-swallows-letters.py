# 0xfor is 0xf and or.
def f():
    return 0xfor a, 0b1or b, 1_0if c else 0
