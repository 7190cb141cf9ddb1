def f():
    return '(', "[{", g(')')
