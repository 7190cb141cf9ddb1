# A method has a cell __class__ of its own class; outside a class it is a name like any other.
def f():
    class A:
        def method(self): return __class__, super()
    return A
def g(): return __class__
