"""Bases, class methods, properties, an abstract class; functions that name no class."""
import math
from abc import ABC, abstractmethod

PRECISION = 3


class Shape(ABC):
    count = 0

    def __init__(self, name):
        self.name = name

    @abstractmethod
    def area(self): ...

    @property
    def rounded(self):
        return round(self.area(), PRECISION)

    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)

    def __repr__(self):
        return f"{type(self).__name__}({self.name})"


class Circle(Shape):
    def __init__(self, radius):
        super().__init__("circle")
        self.radius = radius

    def area(self):
        return math.pi * self.radius ** 2


class Square(Shape):
    def __init__(self, side):
        super().__init__("square")
        self.side = side

    @classmethod
    def of(cls, area):
        return cls(math.sqrt(area))

    def area(self):
        return self.side ** 2


def total(shapes):
    return sum(area(shape) for shape in shapes)


def area(shape):
    return shape.rounded


def grow(shape, factor):
    if isinstance(shape, Circle):
        shape.radius *= factor
    else:
        shape.side *= factor
    shape.grown = True
    return shape


def squares(areas):
    return [Square.of(each) for each in areas]


def grown(areas, factor):
    return total([grow(each, factor) for each in squares(areas)])
