def f():
    return f"{f'{f"{f'{deep}'}"}'}"
