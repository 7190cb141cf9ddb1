def f():
    return '# no comment', g  # 'no string
