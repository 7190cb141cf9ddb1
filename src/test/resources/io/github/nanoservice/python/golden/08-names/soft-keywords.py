# match, case, type and _ are keywords only where they must be.
def f():
    match = 1
    case = match
    type = case
    _ = type
    match.x = type(case)
    print(match, case, type, _)
