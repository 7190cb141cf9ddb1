def f():
    for x, *y in a, b: pass
    for (z) in w: pass
    for u.v in t: pass
    for s[r] in q: pass
    for p, in o: pass
    for x in *a, b: pass
