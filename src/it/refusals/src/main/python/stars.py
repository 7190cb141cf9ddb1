from math import *


def circle(radius):
    return pi * radius ** 2
