def f():
    [x for x in xs]
    {x for x in xs}
    {x: y for x, y in xs}
    (x for x in xs)
    return x, y
