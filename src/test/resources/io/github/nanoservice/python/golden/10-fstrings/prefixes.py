def f():
    return f'{a}', F"{b}", fr'{c}', rf"{d}", Rf'''{e}''', fR"""{g}"""
