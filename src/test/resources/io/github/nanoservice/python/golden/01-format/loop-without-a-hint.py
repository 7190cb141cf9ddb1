for x in y:
    print(x)


def f():
    return 1
