if sys.version_info >= (3, 9):
    x = 1
else:
    x = 2


def f():
    return 1
