# PEP 701
def f():
    return f"{'\n'.join(a)} {'\\'} {"\""}"
