def f(): pass
    # the end