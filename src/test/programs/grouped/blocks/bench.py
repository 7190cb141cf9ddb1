import calibration
from calibration import scale


def scaled(values):
    copy = list(values)
    scale(copy)
    return copy, values


def state():
    return calibration.remaining, calibration.steps()[0], calibration.is_checked()
