def f():
    return sum(x for x in y), g(1, (x for x in y)), h(x for x in y)(x)
