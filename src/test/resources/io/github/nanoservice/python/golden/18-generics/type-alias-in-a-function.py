def f():
    type X[T] = Y[T]
    return X
