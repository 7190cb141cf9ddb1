def f():
    return a if b else c if d else e, (g if h else i)
