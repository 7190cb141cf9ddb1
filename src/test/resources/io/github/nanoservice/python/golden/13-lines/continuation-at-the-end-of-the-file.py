def f():
    return a + \