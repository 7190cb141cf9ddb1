from .settings import HOLIDAYS


def due(day, days):
    day += days
    while day in HOLIDAYS:
        day += 1
    return day
