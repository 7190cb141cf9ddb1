def f():
    [a for a.b in c]
    [a for a[d] in c]
    [e for (e, *g), in c]
