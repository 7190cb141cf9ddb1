def f(*args): pass
def g(**kwargs): pass
def h(*args, **kwargs): pass
def i(*args, key): pass
