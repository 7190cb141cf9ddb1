from .prices import SHIPPING

RATE = 20


def factor():
    return 1 + RATE / 100


def shipping():
    return SHIPPING * factor()
