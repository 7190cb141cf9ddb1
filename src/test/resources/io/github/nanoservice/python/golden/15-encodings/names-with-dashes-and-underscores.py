# coding: UTF_8-UNIX
def f(): return "ä"
