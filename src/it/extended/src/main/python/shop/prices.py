"""Prices with tax."""
import functools
from decimal import Decimal as D
from typing import TYPE_CHECKING

from .rates import rate as rate_of

if TYPE_CHECKING:
    from .lines import Line

CENT = D("0.01")
LIMIT = 1000 * CENT


class OutOfStock(Exception):
    def __init__(self, line: "Line") -> None:
        super().__init__(f"no {line.name} left")
        self.line = line


def noted(function):
    """Notes in a line what was done with it."""

    @functools.wraps(function)
    def inner(line):
        line.notes.append(function.__name__)
        return function(line)

    return inner


@noted
def gross(line: "Line") -> D:
    if line.price > LIMIT:
        raise OutOfStock(line)
    return (line.price * (1 + rate_of(line.kind))).quantize(CENT)
