"""Functions that a decorator puts into a table."""
COMMANDS = {}


def command(name):
    def register(function):
        COMMANDS[name] = function
        return function
    return register


@command("add")
def add(left, right):
    return left + right


@command("div")
def divide(left, right):
    return left / right


def run(name, *operands):
    if name not in COMMANDS:
        raise LookupError(name)
    return COMMANDS[name](*operands)


def names():
    return sorted(COMMANDS)
