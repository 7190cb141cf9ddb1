def echo(value):
    return value


def inner(number):
    return number


def outer(number):
    return inner(number)
