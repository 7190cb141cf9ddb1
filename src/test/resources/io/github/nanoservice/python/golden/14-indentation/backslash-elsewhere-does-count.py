# What counts is the first column other than 0 in which a backslash stands.
def f():
    if a:
    \
        b()
    return c
