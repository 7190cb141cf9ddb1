"""Decorators of the module's own: one with arguments, one that is a class, one that needs a constant and a function."""
import functools

PREFIX = "> "
LIMITS = {"short": 3}


def shorten(text, limit):
    return text[: LIMITS[limit]]


def prefixed(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return PREFIX + function(*args, **kwargs)

    return inner


def limited(limit):
    def decorate(function):
        @functools.wraps(function)
        def inner(*args, **kwargs):
            return shorten(function(*args, **kwargs), limit)

        return inner

    return decorate


class Counted:
    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.function = function
        self.calls = 0

    def __call__(self, *args):
        self.calls += 1
        return self.function(*args), self.calls


@prefixed
@limited("short")
def greet(name):
    return "hello " + name


@Counted
def number(value):
    return value


def all_of_it(name):
    return [greet(name), greet(name=name)]
