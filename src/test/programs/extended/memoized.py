"""Decorators of the standard library."""
import contextlib
import functools
from functools import cache, lru_cache


@lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


@cache
def expensive(n):
    return [n, n * n]


@functools.singledispatch
def describe(value):
    return "something"


@contextlib.contextmanager
def doubled(values):
    values.extend(values)
    yield values
    values.clear()


def use(values):
    with doubled(values) as more:
        return len(more), fibonacci(30), expensive(3) == expensive(3)


def described(value):
    return describe(value)
