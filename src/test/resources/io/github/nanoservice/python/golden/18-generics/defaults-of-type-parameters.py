# PEP 696
def f[T = int, *Ts = *tuple[a, b], **P = [c, d], E: g = h](): pass
