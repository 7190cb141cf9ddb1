def f():
    class A:
        limit = 10
        def method(self): return limit
    return A
