__all__ = ("listed", "_also")


def listed():
    return _also() + not_listed()


def _also():
    return "also"


def not_listed():
    return "!"
