"""Another module, which takes one class of several."""
from level import Sensor


def count(readings):
    found = {}
    for each in Sensor.__subclasses__():
        found[each.__name__] = sum(kind == each.kind for kind, _ in readings)
    return found


def known():
    return sorted(each.kind for each in Sensor.__subclasses__())
