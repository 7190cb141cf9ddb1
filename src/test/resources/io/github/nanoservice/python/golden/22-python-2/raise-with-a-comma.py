def f():
    raise ValueError, "no"
