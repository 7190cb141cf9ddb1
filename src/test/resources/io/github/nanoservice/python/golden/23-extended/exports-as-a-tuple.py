__all__: tuple = (
    "f",  # the one
)


def f():
    return 1
