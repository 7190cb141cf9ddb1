"""Objects that a program compares by identity, and that change when they are used."""
import itertools


class Kind(tuple):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        made = Kind(self + (name,))
        setattr(self, name, made)
        return made


class Desk:
    def __init__(self):
        self.names = {}

    def number(self, name):
        return self.names.setdefault(name, len(self.names))


class FrontDesk(Desk):
    pass


ANY = Kind()
WORD = ANY.Word
DESK = FrontDesk()
TICKETS = itertools.count(1)
