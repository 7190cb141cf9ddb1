"""Fallbacks of imports, names for type checkers, and what every module has."""
from typing import TYPE_CHECKING, Union

if TYPE_CHECKING:
    from collections.abc import Sequence
    from not_there import Nothing

try:
    import a_module_that_nobody_has as fast
except ImportError:
    fast = None

try:
    from a_package_that_nobody_has import loads
    HAS_LOADS = True
except (ImportError, ModuleNotFoundError):
    from json import loads

    HAS_LOADS = False

__all__ = ["parse", "length"]
__all__ += ["backend"]
__version__ = "1.2"
__author__ = "nobody"
Number = Union[int, float]

"""A string that nobody reads."""
pass


def parse(text: str) -> "Nothing":
    return loads(text)


def length(values: "Sequence[Number]") -> int:
    return len(values)


def backend():
    return fast, HAS_LOADS, __version__


if __name__ == "__main__":
    print(parse("1"))
