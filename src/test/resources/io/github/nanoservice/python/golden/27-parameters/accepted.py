def f(a, b=1, /, c=2, *, d, e=3, **g): pass
def h(*a: *tuple[int], b): pass
def i(a, /,): pass
def j(): return lambda a, /, b=1, *, c, d=lambda e, g=1: e, **h,: (lambda *a, b: a, lambda: 1)
