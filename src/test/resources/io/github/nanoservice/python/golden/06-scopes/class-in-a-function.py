def f():
    class A(Base, metaclass=Meta):
        x = y
        def method(self): return x, y, self
    return A
