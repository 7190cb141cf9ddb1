"""Cuts what comes along into batches, whatever it comes from; an iterator is used up like in any call."""
from itertools import islice


def batches(items, size):
    """Returns lists of `size` items, the last one shorter."""
    items = iter(items)
    made = []
    while batch := list(islice(items, size)):
        made.append(batch)
    return made


def total(numbers):
    return sum(numbers)


def squares(limit):
    for number in range(limit):
        yield number * number


def average_of_squares(limit):
    values = squares(limit)
    return total(values) / limit


def used_up(limit):
    """Returns what is left of an iterator that was passed on."""
    values = map(abs, range(-limit, 0))
    return total(values), list(values)
