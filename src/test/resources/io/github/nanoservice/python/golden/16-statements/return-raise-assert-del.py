def f():
    assert a
    assert b, c
    del d.e, g[h]
    del (i), [j, k]
    raise
    raise l
    raise m from n
    return
    return o,
    return *p, q
