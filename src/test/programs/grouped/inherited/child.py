"""Classes that derive from those of a carried module."""
from base import Base, Problem, helper


class Child(Base):
    def run(self, n):
        return super().run(n) + 1


def run(children, n):
    return [child.run(n) for child in children]


def make():
    return Child()


def safe(n):
    try:
        return helper(n)
    except Problem as problem:
        return type(problem.base).__name__, problem.args
