try:
    import fast
except Exception:
    fast = None


def f():
    return 1
