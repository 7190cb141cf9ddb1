def f():
    return rf"\N{a}"
