"""Objects that a program compares by identity."""


class _Missing:
    def __repr__(self):
        return "<missing>"


class State:
    def __init__(self, name, following=None):
        self.name = name
        self.following = following

    def __repr__(self):
        return f"State({self.name})"


class Level(int):
    pass


MISSING = _Missing()
NOTSET = object()
DONE = State("done")
RUNNING = State("running", DONE)
NEW = State("new", RUNNING)
LOW = Level(1)
STATES = {NEW: "n", RUNNING: "r", DONE: "d"}
