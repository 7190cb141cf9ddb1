"""Functions and classes whose names are bound more than once."""
import sys


def shown(value):
    return repr(value)


def quoted(value):
    return '"' + shown(value) + '"'


def shown(value):  # noqa: F811
    return f"<{value}>"


def counted(function):
    def counting(*args):
        return function(*args), len(args)
    return counting


def joined(*parts):
    return "-".join(parts)


joined = counted(joined)

if sys.maxsize > 1:
    def width(text):
        return len(text)
else:
    def width(text):
        return 0


class Cell:
    pad = " "


class Cell(Cell):
    def __init__(self, text):
        self.text = text

    def shown(self):
        return self.pad + shown(self.text) + self.pad


def cells(texts):
    return [Cell(text) for text in texts]


def row(cells):
    return "|".join(cell.shown() for cell in cells)
