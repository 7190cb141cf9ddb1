def f():
    class A:
        def helper(self): return helper()
    return A().helper()


def helper(): pass
