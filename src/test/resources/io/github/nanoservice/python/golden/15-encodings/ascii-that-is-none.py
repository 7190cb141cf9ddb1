# coding: ascii
def f():
    return "ä"
