def f():
    return long_\
name
