@decorate(T)
def f[T](): pass
