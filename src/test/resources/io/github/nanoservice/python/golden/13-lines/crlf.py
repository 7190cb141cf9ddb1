def f():
    return '''a
b'''
x = 1
