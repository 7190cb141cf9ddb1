def f():
    return g(  # a comment

a,
        b  # another

    )
