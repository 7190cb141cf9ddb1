"""An atlas."""
NAME = __name__
PATH = [part.rpartition("/")[2] for part in __path__]


def package():
    return NAME, __package__, PATH, __spec__.submodule_search_locations is not None
