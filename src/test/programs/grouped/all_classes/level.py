"""Functions that meet classes of their module which they do not name."""
import pickle
from enum import Enum


class Level(Enum):
    LOW = 1
    HIGH = 2


class LevelError(ValueError):
    def __init__(self, name, known):
        super().__init__(f"{name} is not a level")
        self.known = known


class Sensor:
    def __init_subclass__(cls):
        cls.kind = cls.__name__.lower()

    def __init__(self, value):
        self.value = value


class Thermometer(Sensor):
    def level(self):
        return Level.HIGH if self.value > 30 else Level.LOW


class Barometer(Sensor):
    def level(self):
        return parse("HIGH" if self.value > 1020 else "LOW")


def parse(text):
    if text not in Level.__members__:
        raise LevelError(text, sorted(Level.__members__))
    return Level[text]


def number(level):
    return level.value


def kinds():
    return sorted(each.kind for each in Sensor.__subclasses__())


def make(kind, value):
    return next(each for each in Sensor.__subclasses__() if each.kind == kind)(value)


def levels(sensors):
    return [each.level() for each in sensors]


def attempt(action, *arguments):
    try:
        return action(*arguments)
    except ValueError as error:
        return type(error).__name__, error.known


def stored(value):
    return pickle.dumps(value)


def restored(data):
    return pickle.loads(data)


def reraise(error):
    raise error
