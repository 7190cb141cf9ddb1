def f():
    if a:
        while b:
            for c in d:
                e()
g = 1
