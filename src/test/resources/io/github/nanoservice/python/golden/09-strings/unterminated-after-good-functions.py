# What was read before the fault is told of.
def f(): return g()
def h(): return '
