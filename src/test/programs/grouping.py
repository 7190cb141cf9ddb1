"""Iterators that are shared, that fail on the way, or are left half read."""
import itertools


def pairs(first, second):
    return list(zip(first, second))


def couples(items):
    """The idiom for groups of two: one iterator, given twice."""
    one = iter(items)
    return pairs(one, one)


def heads(first, second, third):
    return next(first), next(second), next(third), list(first)


def first_three(items):
    one = (item for item in items)
    return heads(one, one, one)


def until_failure(values):
    found = []
    try:
        for value in values:
            found.append(value)
    except ZeroDivisionError as error:
        found.append(str(error))
    return found


def inverses(number):
    for each in range(number, -number - 1, -1):
        yield number / each


def without_first(items):
    next(items)
    return [items]


def rest(items):
    return [list(each) for each in without_first(iter(items))]


def matching(pattern, lines):
    return [bool(pattern.search(line)) for line in lines]


def cut(start, length):
    return until_failure(itertools.islice(itertools.count(start), length))
