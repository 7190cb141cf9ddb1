count = 0


def f():
    global count, other
    count += 1
    other = 2
    del count
