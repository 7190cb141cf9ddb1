def f():
    return lambda x: lambda y: lambda: x + y + z
