def f():
    global a, b, c, d, e, g
    for a in []: pass
    import b
    def c(): pass
    class d: pass
    del e
    with x as g: pass
