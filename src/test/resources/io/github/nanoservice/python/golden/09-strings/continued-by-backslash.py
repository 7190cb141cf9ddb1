def f():
    return 'one \
two' + g
