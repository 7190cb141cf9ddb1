"""What a module knows of itself."""
import os
from pathlib import Path

HERE = os.path.basename(__file__)


def names():
    return __name__, __package__, __spec__.name, HERE


def origin():
    return Path(__file__).name, Path(__spec__.origin).name, __spec__.parent, __spec__.has_location


def beside():
    return sorted(path.name for path in Path(__file__).parent.iterdir() if path.suffix == ".txt")


def documented():
    return __doc__
