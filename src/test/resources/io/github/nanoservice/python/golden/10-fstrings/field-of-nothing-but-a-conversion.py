def f():
    return f"{!r}"
