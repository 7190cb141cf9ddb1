def class(a): pass
