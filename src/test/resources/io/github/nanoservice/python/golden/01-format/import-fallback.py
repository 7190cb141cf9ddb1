try:
    import fast
except ImportError:
    import slow as fast


def f():
    return 1
