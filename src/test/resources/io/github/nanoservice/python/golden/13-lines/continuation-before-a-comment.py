def f():
    return a \
    # a comment ends no continued line
