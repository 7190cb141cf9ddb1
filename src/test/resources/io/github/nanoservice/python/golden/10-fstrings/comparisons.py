def f():
    return f"{a==b} {c<=d} {e>=g} {h==i=}"
