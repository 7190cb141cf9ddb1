def f():
    class A[T](Base[T]):
        x: T
        def method[S](self, y: S) -> T: return S, T, U
    return A, T
