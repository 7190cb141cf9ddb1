def f():
    print(x)
    if never():
        x = 1
