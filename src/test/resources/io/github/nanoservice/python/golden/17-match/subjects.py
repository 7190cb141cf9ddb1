def f():
    match a, b:
        case _: pass
    match *c, d:
        case _: pass
    match (e):
        case _: pass
    match g(h)[i]:
        case _: pass
    match -j:
        case _: pass
    match {k: l}:
        case _: pass
    match not m:
        case _: pass
    match lambda: n:
        case _: pass
    match (yield):
        case _: pass
