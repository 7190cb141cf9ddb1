from math import *
from .shop import *
