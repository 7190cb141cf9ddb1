TABLE = {}


def f(table):
    table["a"] = 1
    x = TABLE["a"]
    x["b"] = 2
    make(TABLE)["c"] = 3
    TABLE == {}
    [TABLE["d"] for x in TABLE]
    y: TABLE["e"] = 1
