def f():
    return f"{table['key']} it's" f'{table["key"]} "so"'
