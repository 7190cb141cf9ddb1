def last(values):
    return values[len(values) - 1


def first(values):
    return values[0]
