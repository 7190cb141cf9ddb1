TABLE = {}
TABLE["a"] = 1
TABLE.b.c = 2
del TABLE["a"]
TABLE |= {}


def f():
    return 1
