"""Text filters that are put together by name or by hand."""


def strip_comments(lines):
    return [line.partition("#")[0].rstrip() for line in lines]


def drop_blank(lines):
    return [line for line in lines if line]


def number(lines):
    return [f"{index}: {line}" for index, line in enumerate(lines, 1)]


def filters():
    """Returns all there are, by their names."""
    return {"comments": strip_comments, "blank": drop_blank, "number": number}


def chosen(names):
    known = filters()
    return [known[name] for name in names]


def run(lines, steps):
    for step in steps:
        lines = step(lines)
    return lines


def each(function, values):
    return list(map(function, values))
