"""Every kind of parameter that Python has."""


def positional(a, b=2, /, c=3):
    return a, b, c


def keyword(a, *, scale=1, **options):
    return a * scale, options


def variable(first, *rest, sep="-", **named):
    return sep.join(map(str, (first, *rest))), sorted(named)


def everything(a, /, b, *args, c, d=4, **kwargs):
    return [a, b, list(args), c, d, kwargs]


def pass_on(*args, **kwargs):
    """Calls with what it was called with."""
    return everything(*args, **kwargs)


def spread(values, options):
    return everything(*values, 0, *values, **options, **{"x y": 1})


def remember(item, seen=[]):
    """Keeps what it was given in its default value, which is made once."""
    seen.append(item)
    return list(seen)


def same_name(self, function, name, args, kwargs, host=None):
    return [self, function, name, args, kwargs, host]
