def f(x):
    match x:
        case {}: pass
        case {"a": b, 1: c, keys.D: e, -2: g, **rest}: return b, c, e, g, rest
        case {None: _, **kwargs}: return kwargs
