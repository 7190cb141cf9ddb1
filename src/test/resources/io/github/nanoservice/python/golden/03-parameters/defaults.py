# A default is evaluated once, as the function is defined.
def f(a=1, b=g(), c=[x for x in y], d="a, b", e=lambda z: z, f={1: 2}): pass
