CACHE = {}
NAMES = []


def f(key):
    CACHE[key] = 1
    NAMES.append(key)
    NAMES[0].x = 2
    del CACHE[key]
    NAMES[:] = []
    for CACHE["i"] in range(3): pass
    with open(key) as CACHE["file"]: pass
    CACHE["a"], NAMES[1] = 1, 2
    CACHE["n"] += 1
    (CACHE)["p"] = 1
