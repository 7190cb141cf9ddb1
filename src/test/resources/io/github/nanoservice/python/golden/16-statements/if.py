def f():
    if a: b
    elif c: d
    elif e:
        g
    else: h
