"""Constants of every kind of assignment, some made of others."""
import re
from collections import namedtuple
from typing import Final

WORD = re.compile(r"[a-z]+", re.IGNORECASE)
LEFT, (RIGHT, *MIDDLE) = "(", [")", "[", "]"]
A = B = {"a": 1}
LIMIT: Final = 3
COUNT: int
SQUARES = {n: n * n for n in range(LIMIT + 1)}
LIMIT_OF_SQUARES = max(SQUARES.values())
Match = namedtuple("Match", "word start")
SEPARATORS = [LEFT, RIGHT]
SEPARATORS += MIDDLE
SEPARATORS[0] = "<"
upper = lambda text: text.upper()  # noqa: E731


def words(text):
    return [Match(found.group(), found.start()) for found in WORD.finditer(text)][:LIMIT]


def separators():
    return SEPARATORS, LEFT


def squares():
    return SQUARES, LIMIT_OF_SQUARES


def shout(text):
    return upper(text)


def same():
    return A is B
