# PEP 572: the name goes to the function around the comprehension.
def f():
    return [last := g(x) for x in y], last
