"""Carried because a call runs for its effect."""
import sys
sys.stdout.flush()


class Base:
    registry = []

    def __init_subclass__(cls, **kwargs):
        Base.registry.append(cls.__name__)

    def run(self, n):
        return helper(n)


class Own(Base):
    pass


class Problem(Exception):
    def __init__(self, base, code):
        super().__init__(code)
        self.base = base


def helper(n):
    if n < 0:
        raise Problem(Own(), n)
    return n * 10


def names():
    return sorted(Base.registry)
