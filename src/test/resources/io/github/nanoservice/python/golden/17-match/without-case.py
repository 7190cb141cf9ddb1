def f(x):
    match x:
        pass
