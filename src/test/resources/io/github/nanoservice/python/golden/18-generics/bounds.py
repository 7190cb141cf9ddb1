def f[T: int, S: (str, bytes), U: "V", W: a.B[c]](x: T): pass
