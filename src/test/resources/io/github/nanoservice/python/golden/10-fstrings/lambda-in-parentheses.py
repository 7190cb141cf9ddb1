# The colon of a lambda must be hidden from the format specification.
def f():
    return f"{(lambda x: x + y)(z)}"
