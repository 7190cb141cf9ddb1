def f(a, b,): pass
def g(*args,): pass
def h(a, /,): pass
def i(**kwargs,): pass
