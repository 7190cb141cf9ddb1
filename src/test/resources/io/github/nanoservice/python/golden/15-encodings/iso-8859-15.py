# coding=iso-8859-15
def f(): return "€ is the euro sign"
