try:
    import fast
except ImportError:
    fast = None
finally:
    done = True


def f():
    return 1
