import math

FACTOR = 10
_HIDDEN = 1


def doubled(value):
    return value * 2 + _HIDDEN


def rooted(value):
    return math.sqrt(value)
