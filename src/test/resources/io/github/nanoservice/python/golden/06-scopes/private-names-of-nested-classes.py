def f():
    class A:
        class __B:
            def method(self): return __x
        return_b = __B
    return __x
