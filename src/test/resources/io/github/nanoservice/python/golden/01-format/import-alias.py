import numpy as np
import os.path as path, sys
from math import sqrt as root, pi
