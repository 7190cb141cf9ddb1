def f():
    return rf"\{a}\n{b}\\{c}" rf'\'{d}\"{e}'
