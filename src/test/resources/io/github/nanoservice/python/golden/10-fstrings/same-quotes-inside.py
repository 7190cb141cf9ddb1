# PEP 701
def f():
    return f"{table["key"]} {f"{x}"}"
