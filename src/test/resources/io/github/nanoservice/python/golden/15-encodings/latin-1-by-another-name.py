# coding: iso-latin-1-unix
def f(): return "ä"
