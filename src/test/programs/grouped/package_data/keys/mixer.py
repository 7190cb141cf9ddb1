"""A sliced module of the package."""
from keys import lookup
from keys.reader import read


def mixed(name, by):
    return bytes(left ^ right for left, right in zip(read(name), by))


def named(names):
    return [lookup(name) for name in names]
