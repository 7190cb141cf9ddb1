import table
from table import col_7 as seven, add


def first():
    return add(seven)


def other(number):
    return getattr(table, f"col_{number}")


def third():
    return table.col_3


def missing():
    return table.nothing
