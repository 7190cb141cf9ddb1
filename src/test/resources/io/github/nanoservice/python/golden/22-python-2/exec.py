def f():
    exec "x = 1" in g
