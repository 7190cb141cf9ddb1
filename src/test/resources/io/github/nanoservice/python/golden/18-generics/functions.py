# PEP 695: the type parameters are a scope of their own around the function.
def f[T](x: T, y: S) -> T:
    return T, x
