def f():
    class _B:
        def f(self):
            global __x
            __x = 1
            import __m.c
            from a import __n as __o
            def __d(): pass
            class __K: pass
            for __i in __j: pass
            return __K, __i, __x, __m
    return __x
