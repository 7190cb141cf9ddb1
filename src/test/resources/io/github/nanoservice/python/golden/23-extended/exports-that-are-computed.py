__all__ = ["f"] + other.__all__


def f():
    return 1
