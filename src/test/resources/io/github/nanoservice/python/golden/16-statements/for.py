def f():
    for a in b: pass
    for c, (d, *e) in g, h: pass
    for i, in j: pass
    for [k, l] in m: pass
    for (n) in *o, p: pass
    for q.r in s: pass
    for t[u] in v:
        continue
    else: w
