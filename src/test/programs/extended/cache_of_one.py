"""A constant that only one function changes is that function's own."""
CACHE = {}


def fibonacci(n):
    if n not in CACHE:
        CACHE[n] = n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)
    return CACHE[n]


def twice(n):
    return 2 * fibonacci(n)
