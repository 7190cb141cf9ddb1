"""Enumerations: members are the very members, also of flags and with values of their own."""
from enum import Enum, Flag, IntEnum, auto


class Colour(Enum):
    RED = "r"
    GREEN = "g"

    @property
    def other(self):
        return opposite(self)


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Access(Flag):
    READ = auto()
    WRITE = auto()
    ALL = READ | WRITE


DEFAULT = Colour.RED


def opposite(colour):
    return Colour.GREEN if colour is Colour.RED else Colour.RED


def pick(name=None):
    return Colour[name] if name else DEFAULT


def allowed(access):
    return [each.name for each in (Access.READ, Access.WRITE) if each in access]


def highest(levels):
    return max(levels, key=lambda level: level)
