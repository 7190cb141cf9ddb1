"""A constant that a function of the module makes, and one that holds functions."""


def make_table(size):
    return [[fill(i, j) for j in range(size)] for i in range(size)]


def fill(i, j):
    return (i + 1) * (j + 1)


def add(a, b):
    return a + b


def times(a, b):
    return TABLE[a - 1][b - 1]


TABLE = make_table(5)
OPERATIONS = {"+": add, "*": times}


def calculate(a, operator, b):
    return OPERATIONS[operator](a, b)


def operators():
    return sorted(OPERATIONS)
