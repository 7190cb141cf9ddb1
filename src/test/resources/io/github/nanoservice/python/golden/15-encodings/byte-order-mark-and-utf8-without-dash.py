# coding: utf8
def f(): pass
