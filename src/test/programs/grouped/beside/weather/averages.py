"""A sliced module that calls the one with the data."""
from weather.stations import height, readings


def average(name):
    values = [value for _, value in readings(name)]
    return sum(values) / len(values)


def at_sea_level(name):
    return round(average(name) + height(name) * 0.0065, 2)
