def f():
    for x in y:
        pass
    else:
        x = z
    while x: x = w
    else: v()
