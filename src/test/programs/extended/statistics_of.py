"""Import aliases of libraries, of their parts, and one name for two modules in turn."""
import collections.abc as abc
import datetime as dt
import math as m
from functools import reduce as fold
from itertools import chain as join, islice


def spread(values):
    return m.sqrt(fold(lambda total, each: total + each * each, values, 0))


def flatten(items):
    return list(join.from_iterable(item if isinstance(item, abc.Iterable) else [item] for item in items))


def first(items, count=2):
    return list(islice(flatten(items), count))


def week_later(day):
    return day + dt.timedelta(days=7)
