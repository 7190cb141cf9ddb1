def f():    return g
def h():
    return i

x = 1
