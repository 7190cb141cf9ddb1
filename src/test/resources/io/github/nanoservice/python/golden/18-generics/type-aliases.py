def f():
    type A = list[B]
    type B[T] = dict[T, A | C]
    return A, B, T
