"""A family tree whose people know one another: values with shared parts and circles."""


def person(name):
    return {"name": name, "parents": [], "children": []}


def add_child(parent, child):
    parent["children"].append(child)
    child["parents"].append(parent)
    return parent


def descendants(someone):
    """Returns the names of all children, their children and so on, each once."""
    names = []
    waiting = list(someone["children"])
    while waiting:
        each = waiting.pop(0)
        if each["name"] not in names:
            names.append(each["name"])
            waiting.extend(each["children"])
    return names


def rename_all(people, change):
    for each in people:
        each["name"] = change(each["name"])


def twice(value):
    return [value, value]


def ring(size):
    """Returns a list that holds itself, `size` times."""
    made = []
    made.extend([made] * size)
    return made
