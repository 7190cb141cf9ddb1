def f():
    while a:
        if b: break
        if c: continue
    else:
        d
