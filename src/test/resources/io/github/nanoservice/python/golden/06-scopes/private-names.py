# Language reference 6.2.1: __x in class A is _A__x.
def f():
    class _A:
        def method(self):
            __x = 1
            return __x + __y + __z__ + self.__w
    return _A
