def f():
    with (a), (b): pass
    with (c + d) * e as g: g
    with (h if i else j): pass
    with (yield): pass
    with (k := l) as m: k
