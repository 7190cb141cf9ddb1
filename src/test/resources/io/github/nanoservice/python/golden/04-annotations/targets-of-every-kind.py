def f():
    x: y
    (z): w
    a.b: c = d
    e[g]: h
    return x, z
