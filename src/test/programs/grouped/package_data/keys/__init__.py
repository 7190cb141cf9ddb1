"""Data of a package, by pkgutil."""
import pkgutil

TABLE = dict(line.split("=") for line in pkgutil.get_data(__name__, "table.txt").decode().splitlines())


def lookup(name):
    return TABLE[name]


def modules():
    return sorted(each.name for each in pkgutil.iter_modules(__path__))
