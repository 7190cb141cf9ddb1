# Everything down to the end of the file is inside the bracket.
def f():
    return g(
def h():
    pass
