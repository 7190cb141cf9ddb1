def f[T: int = str, *Ts = *tuple[int], **P = [int],](a=(b := 1)): pass
class C[T](lambda: (c := 1), d[T]): pass
type E[T] = lambda: (c := T)
