if a: b()
    c()
