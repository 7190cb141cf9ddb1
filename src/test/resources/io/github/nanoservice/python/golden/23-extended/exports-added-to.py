__all__ = ["f"]
__all__.append("g")


def f():
    return 1
