TABLE = {}


def f():
    TABLE.update(a=1)
    TABLE["a"].sort()
    TABLE.x.y.add(1)
    TABLE.get("a").append(1)
    TABLE.items()
    return TABLE.copy()
