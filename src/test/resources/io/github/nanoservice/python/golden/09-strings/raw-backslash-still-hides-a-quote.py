def f():
    return r'\'', r"\\", r'\\\''
