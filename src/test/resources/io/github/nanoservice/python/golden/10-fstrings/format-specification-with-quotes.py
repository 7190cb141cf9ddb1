def f():
    return f"{a:'>10}" f'{b:"^5}'
