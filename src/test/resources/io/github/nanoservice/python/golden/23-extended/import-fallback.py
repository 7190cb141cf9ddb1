try:
    import ujson as json
except ImportError:
    import json


def f():
    return 1
