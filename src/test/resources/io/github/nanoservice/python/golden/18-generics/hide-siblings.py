def f[helper](x: helper): return helper()
def helper(): pass
