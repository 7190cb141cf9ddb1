def f():
    with a: pass
    with b as c: c
    with d as e, g, h as (i, j): i
    with k as l.m, n as o[p]: pass
