# The indentation in front of the backslash counts.
def f():
    \
        return g
