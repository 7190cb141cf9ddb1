def f():
    def __g(): return __h
    class __A:
        def __g(self): return __g, __h__, self.__x, __import__
        __y = __z
    class __: 
        def q(self): return __w
