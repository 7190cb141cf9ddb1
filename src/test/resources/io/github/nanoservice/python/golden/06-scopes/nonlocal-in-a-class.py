def f():
    x = 1
    class A:
        nonlocal x
        x = x + 1
    return A, x
