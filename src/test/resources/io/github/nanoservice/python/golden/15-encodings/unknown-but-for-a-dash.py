# coding: u-tf8
def f(): pass
