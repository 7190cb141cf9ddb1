"""Functions whose results, or arguments, are no data."""
import contextlib
import functools
import operator


def adder(number):
    def add(other):
        return number + other

    return add


def adder_of_two():
    return adder(2)


def power(exponent):
    return functools.partial(pow, exp=exponent)


def by(key):
    if key is None:
        return lambda row: sorted(row.items())
    return operator.itemgetter(key)


def applied(function, values):
    return [function(value) for value in values]


def counted(values, key=len):
    counts = {}
    for value in values:
        counts[key(value)] = counts.get(key(value), 0) + 1
    return counts


def taken(count, items):
    return [item for _, item in zip(range(count), items)]


@contextlib.contextmanager
def doubled(values):
    yield values * 2


def doubling(values):
    return doubled(values)
