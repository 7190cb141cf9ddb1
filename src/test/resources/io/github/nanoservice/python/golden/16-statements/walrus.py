def f():
    if (a := b()) > 1: pass
    while c := d(a): pass
    e(g := 1, (h := 2), i=(j := 3))
    k = (l := m), [n := o], {p := q}
    return g, h, j, l, n, p
