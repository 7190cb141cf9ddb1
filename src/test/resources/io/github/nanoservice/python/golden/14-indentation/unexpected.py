def f(): pass
    a()
