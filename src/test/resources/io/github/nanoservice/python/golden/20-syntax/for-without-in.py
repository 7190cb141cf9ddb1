def f():
    for a: pass
