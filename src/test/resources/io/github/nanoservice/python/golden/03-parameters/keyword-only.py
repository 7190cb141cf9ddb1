def f(*, a, b=1): pass
def g(a=1, *, b): pass
