def f():
    return a + b \

def g(): pass
