def f():
    return t"{f"{t'{a}'}"}"
