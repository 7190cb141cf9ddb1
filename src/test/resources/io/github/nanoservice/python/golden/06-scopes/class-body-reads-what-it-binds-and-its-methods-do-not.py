def f():
    class A:
        x = x
        def g(self): return x
        y = [x for _ in z]
    return A
