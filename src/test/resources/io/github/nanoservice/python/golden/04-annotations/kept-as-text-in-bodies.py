from __future__ import annotations
def f(x: y = z, *a: b) -> c:
    d: e = g
    h: i
    (j): k = l
    m.n: o
