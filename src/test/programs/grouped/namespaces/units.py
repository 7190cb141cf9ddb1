"""Names that are written into globals()."""
FACTORS = {"km": 1000, "m": 1, "cm": 0.01}

for _name, _factor in FACTORS.items():
    globals()[f"{_name.upper()}_IN_M"] = _factor

exec("def to_metres(value, unit):\n    return value * globals()[unit.upper() + '_IN_M']")


def kilometres(value):
    return value * KM_IN_M


def metres(values):
    for i, (value, unit) in enumerate(values):
        values[i] = to_metres(value, unit)


def define(name, factor):
    globals()[name.upper() + "_IN_M"] = factor


def known():
    return sorted(name for name in globals() if name.endswith("_IN_M"))


def factor(name):
    try:
        return globals()[name.upper() + "_IN_M"]
    except KeyError as error:
        raise LookupError(f"{name} is not a unit") from error
