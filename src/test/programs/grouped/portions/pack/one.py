"""Packages without __init__.py, and their data."""
from pathlib import Path
from .sub.two import scale
FACTOR = float(Path(__file__).with_name("factor.txt").read_text())


def scaled(n):
    return scale(n, FACTOR)
