from ..common import scale

UNIT = 3


def unit():
    return scale(UNIT)
