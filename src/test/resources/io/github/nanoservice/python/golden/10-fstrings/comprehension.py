def f():
    return f"{[x for x in y]} {', '.join(x for x in z)}"
