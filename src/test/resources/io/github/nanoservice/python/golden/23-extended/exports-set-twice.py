__all__ = ["f"]
__all__ += ["g"]


def f():
    return 1
