def f():
    return rt"\N{a}\d{{2}}"
