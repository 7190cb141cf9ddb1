"""A module two packages down."""
from pathlib import Path

from .. import package
from . import river


def depth():
    return __name__, __package__, __spec__.parent, len(Path(__file__).parent.relative_to(Path(__file__).parents[2]).parts)


def above():
    return package()


def named():
    return river.length("Elbe"), __name__.split(".")
