try:
    from fast import f, g
except (ImportError, ModuleNotFoundError):
    g = None


def f():
    return 1
