FACTOR = 2


def scale(value):
    return value * FACTOR
