def f():
    x.y = 1
    z[0] = 1
    (p.q, r[0]), s = 1, 2
    for t.u in []: pass
    for v[w] in []: pass
    with g() as i.j: pass
    del k.l, m[n]
