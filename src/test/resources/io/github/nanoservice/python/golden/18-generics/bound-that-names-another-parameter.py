def f[T: S, S](x: T): pass
