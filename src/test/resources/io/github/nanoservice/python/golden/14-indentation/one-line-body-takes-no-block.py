def f(): a()
    b()
