import math
"""Only the first statement is a docstring; this string is left out, which harms nobody."""
