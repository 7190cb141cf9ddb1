# coding: latin-1
# coding: utf-8
def f(): return "ä"
