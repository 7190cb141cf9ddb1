
# coding: cp1252
def f(): return '€'
