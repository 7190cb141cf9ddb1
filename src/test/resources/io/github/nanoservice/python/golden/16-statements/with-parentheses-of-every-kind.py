def f():
    with (a as b, c as d,): pass
    with (a, b): pass
    with (a) as b, c: pass
    with (yield): pass
    with a as (b, c): pass
    with a as b.c, d as e[g]: pass
    with (a as b): pass
    with (a, b) as c: pass
    with (a).b as c: pass
    with (a if b else c) as d, (e): pass
