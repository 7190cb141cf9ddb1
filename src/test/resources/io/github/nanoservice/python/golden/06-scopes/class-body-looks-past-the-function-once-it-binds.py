# A class body that binds a name reads it from the module until then, not from the function around it.
def f():
    x = 1
    class A:
        x = x
    return A
