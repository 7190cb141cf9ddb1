import json as j


def dump(value):
    return j.dumps(value)
