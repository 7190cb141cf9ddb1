"""Two functions that call each other as deep as Python goes."""


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


def bottom(n, path):
    """Notes each level on the way down, and raises at the bottom."""
    path.append(n)
    if n == 0:
        raise ArithmeticError("bottom", len(path))
    return top(n - 1, path)


def top(n, path):
    return bottom(n, path)


def endless(n):
    return endless_too(n + 1)


def endless_too(n):
    return endless(n + 1)


def has_an_end():
    try:
        endless(0)
    except RecursionError:
        return True
    return False
