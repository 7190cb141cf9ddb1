"""A docstring may stand first; it does not count."""
import math


def area(radius):
    return math.pi * square(radius)


def square(x):
    return x * x
