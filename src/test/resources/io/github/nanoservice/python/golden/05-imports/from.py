from os import path
from os.path import join, split
