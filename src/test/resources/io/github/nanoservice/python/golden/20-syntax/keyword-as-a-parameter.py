def f(a, in): pass
