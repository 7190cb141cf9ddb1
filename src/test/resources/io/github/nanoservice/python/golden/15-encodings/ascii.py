# coding: ascii
def f(): pass
