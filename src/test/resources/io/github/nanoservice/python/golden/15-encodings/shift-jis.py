# coding: shift_jis
def f(): return "表" + g
