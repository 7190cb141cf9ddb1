"""Decorators from a sibling module, by name, by another name, and through the module."""
import guards
from guards import checked as safe, registered


@registered
def area(width, height):
    return width * height


@safe(int)
def half(value):
    return value // 2


@guards.registered
def third(value):
    return half(value) // 3


def names():
    return guards.KNOWN
