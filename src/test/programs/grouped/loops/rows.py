"""Values that are changed under another name, so that both names belong together."""
ROWS = [[1], [2]]
for row in ROWS:
    row.append(0)

TABLE = {"a": [3, 1], "b": [2, 0]}
for values in TABLE.values():
    values.sort()

FIRST = ROWS[0]
FIRST.append(9)

with open("note.txt") as note:
    TEXT = note.read()

ALIAS = SHARED = []
ALIAS.append(1)


def rows():
    return ROWS


def table():
    return TABLE


def shared():
    return SHARED
