"""Decorators: functions that are made of functions, which stay where they are used."""
from functools import wraps


def counted(function):
    """Lets a function return how often it was called beside its value."""
    calls = 0

    @wraps(function)
    def call(*args, **kwargs):
        nonlocal calls
        calls += 1
        return calls, function(*args, **kwargs)

    return call


def clamped(low, high):
    def decorate(function):
        @wraps(function)
        def call(value):
            return min(max(function(value), low), high)

        return call

    return decorate


@counted
def area(width, height=1):
    return width * height


@clamped(0, 255)
def brighten(value):
    return scale(value) + 10


def scale(value):
    return round(value * 1.1)


def brightened(row):
    return [brighten(value) for value in row]
