# PEP 617
def f():
    with (a as b, c as d,): b
    with (e, g): pass
    with (h): pass
    with (
        i as (j, k),  # a comment
        l as [m, *n],
        o,
    ): j
    with (p, q) as r: r
    with (s).t() as u, v: u
