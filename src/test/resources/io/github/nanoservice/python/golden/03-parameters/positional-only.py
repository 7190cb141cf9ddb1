# PEP 570
def f(a, b=1, /): pass
def g(a, /, b): pass
def h(a, /, *, b): pass
