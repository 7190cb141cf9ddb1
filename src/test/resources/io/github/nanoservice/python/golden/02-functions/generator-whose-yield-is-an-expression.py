def echo():
    got = yield
    x = [(yield got), 1]
    return x
