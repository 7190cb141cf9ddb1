def f():
    return f"{(x := g())}{x}"
