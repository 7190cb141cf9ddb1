"""Operators of a class, which call functions; instances as constants, keys and defaults."""


class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(plus(self.x, other.x), plus(self.y, other.y))

    def __eq__(self, other):
        return isinstance(other, Vector) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"


def plus(a, b):
    return a + b


ORIGIN = Vector(0, 0)
UNIT = Vector(1, 0) + Vector(0, 1)
NAMES = {ORIGIN: "origin", UNIT: "unit"}


def name(vector):
    return NAMES.get(vector)


def move(vector, by=UNIT):
    return vector + by


def total(vectors, start=ORIGIN):
    return sum(vectors, start)


def count(vectors):
    return {vector: vectors.count(vector) for vector in vectors}


def path(steps):
    places = [ORIGIN]
    for _ in range(steps):
        places.append(move(places[-1]))
    return [name(place) for place in count(places)]
