def f():
    print("x", file=g)
    exec("x")
