def f():
    return f"{ {'a': b}['a'] } { {c} }"
