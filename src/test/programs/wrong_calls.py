"""Calls that do not fit: the caller gets the TypeError that Python would raise."""


def box(width, height, *, depth=1):
    return width * height * depth


def cube(side):
    return box(side, side, depth=side)


def no_parameters():
    return "nothing"


def raises_type_error(value):
    return value + 1


def attempt(arguments, options):
    """Returns the value or the complaint."""
    try:
        return box(*arguments, **options)
    except TypeError as error:
        return str(error)
