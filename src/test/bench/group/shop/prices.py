def tax(value):
    return value
