# A class of nothing but underscores mangles nothing.
def f():
    class __:
        def method(self): return __x
    return __
