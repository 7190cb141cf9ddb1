def f():
    global last
    return [last := x for x in y]
