def f(g): return g()
def g(): pass
