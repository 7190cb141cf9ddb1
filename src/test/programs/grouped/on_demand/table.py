"""A module that computes names on demand."""
_MADE = []


def __getattr__(name):
    if name.startswith("col_"):
        _MADE.append(name)
        return int(name[4:])
    raise AttributeError(name)


def __dir__():
    return ["col_1"]


def made():
    return list(_MADE)


def add(value):
    return value + 1
