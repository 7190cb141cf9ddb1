def f():
    class A: pass
    class B(): pass
    class C(a, b.c, *d, metaclass=e, **g):
        """Docstring."""
        x = y
        def h(self): return i
    class D:
        class E:
            def j(self): return D, E, k
