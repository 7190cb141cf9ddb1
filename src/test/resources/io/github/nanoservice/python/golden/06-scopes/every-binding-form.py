def f(a):
    b = 1
    c, [d, *e] = b
    for g in a: pass
    with a as h, a as (i, j): pass
    try: pass
    except a as k: pass
    import l, m.n, o as p
    from q import r as s
    def t(): pass
    class u: pass
    (v := 1)
    w: int
    x += 1
    del y
    return a, b, c, d, e, g, h, i, j, k, l, m, p, s, t, u, v, w, x, y, module_level
