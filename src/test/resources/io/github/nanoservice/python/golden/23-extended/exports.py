__all__ = ["f", 'g']
__version__ = "1.0"


def f():
    return 1
