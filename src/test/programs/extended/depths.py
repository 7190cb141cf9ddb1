"""Packages in packages, relative imports at the top and in a body."""
import deep.inner.core
from deep.inner import unit


def weight(size):
    return deep.inner.core.weigh(deep.inner.core.core(size))


def smallest():
    return unit(), deep.inner.UNIT
