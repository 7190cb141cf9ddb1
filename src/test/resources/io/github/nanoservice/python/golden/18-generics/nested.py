def f[T](x):
    def g[S](y): return T, S, R
    return g
