def f(
    a: int,  # the first
    b: int = 2,  # the second
    # and no more
): pass
