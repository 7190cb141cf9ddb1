"""State of two functions, beside functions that have none."""
VISITS = {}
LIMIT = 3


def visit(name):
    if VISITS.get(name, 0) == LIMIT:
        raise PermissionError(f"{name} was here {LIMIT} times")
    VISITS[name] = VISITS.get(name, 0) + 1
    return VISITS[name]


def visits():
    return dict(VISITS)


def limit():
    return LIMIT


def greeting(name):
    return f"Hello {name}, visit {visit(name)} of {limit()}"


def forget():
    global VISITS
    VISITS = {}
