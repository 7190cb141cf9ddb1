# coding: klingon
def f(): pass
