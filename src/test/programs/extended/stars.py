"""What 'import *' brings from modules of the program."""
from star_source import *
from star_listed import *


def all_of_it(value):
    return doubled(value) + FACTOR, listed()
