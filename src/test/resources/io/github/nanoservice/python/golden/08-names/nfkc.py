# Python compares names after NFKC: all three functions call the second one.
def a(): return ﬁnd()
def find(): return 𝐟𝐢𝐧𝐝()
def c(): return find()
