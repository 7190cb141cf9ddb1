"""Limits on the work that a message causes, so that reading it costs what its bytes pay for.

Some short texts describe much work: a range of characters in a regular expression, keys of equal hashes in a set, an object
that occurs in thousands of keys. Each reader counts the steps of such work, and refuses a message that needs too many.
"""
from __future__ import annotations

import re
from collections import Counter
from typing import Any

from . import instance_codec

# The most characters of a regular expression: the module `re` keeps the last 512.
LONGEST_PATTERN = 10_000

_SCALARS = frozenset({str, int, float, bool, bytes, type(None)})
_STEPS = 50_000  # for each message
_STEPS_OF_KEY = 50  # for each key of a set or dictionary in addition
_CHARACTERS_OF_STEP = 50  # of a range in a regular expression, such as `[a-z]`
_CHARACTER = re.compile(
    r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[0-7]{1,3}|.)|.", re.DOTALL
)


class Work:
    """The work of reading one message."""

    def __init__(self) -> None:
        self.has_instances = False  # of the program's classes: only these can occur several times in hashed values
        self._left = _STEPS
        self._seen: dict[int, Any] = {}  # by id, each hashed value that is not a scalar

    def _spend(self, steps: int, cause: str) -> None:
        self._left -= steps
        if self._left < 0:
            raise ValueError(f"reading takes too much work, because of {cause}; send the values as a list instead")

    def add_keys(self, keys: list[Any]) -> list[Any]:
        """Returns the keys of a set or dictionary. Raises ValueError if hashing or comparing them takes too many steps."""
        self._left += _STEPS_OF_KEY * len(keys)
        if self.has_instances:
            self._count_occurrences(keys)
        if len(keys) ** 2 > 2 * _STEPS:
            self._count_collisions(keys)
        return keys

    def add_pattern(self, text: Any) -> None:
        """Counts the characters in ranges of a regular expression: `re` visits each of them."""
        if len(text) > LONGEST_PATTERN:
            raise ValueError(f"a regular expression of {len(text)} characters, more than the limit of {LONGEST_PATTERN}")
        if type(text) is str and "-" in text:
            found = _CHARACTER.findall(text)
            characters = sum(
                _width(first, last) for first, dash, last in zip(found, found[1:], found[2:]) if dash == "-"
            )
            self._spend(characters // _CHARACTERS_OF_STEP, "ranges of characters in regular expressions")

    def _count_collisions(self, keys: list[Any]) -> None:
        if len(set(map(hash, keys))) < len(keys):
            steps = sum(count * (count - 1) // 2 for count in Counter(map(hash, keys)).values())
            self._spend(steps, "keys with equal hashes")

    def _count_occurrences(self, keys: list[Any]) -> None:
        sizes: dict[int, int] = {}
        self._spend(sum([self._size(key, sizes) for key in keys]), "objects that occur many times in keys")

    def _size(self, value: Any, sizes: dict[int, int]) -> int:
        """Returns how many values the hash of a value visits, and adds steps for those that have not occurred before."""
        number = id(value)
        if type(value) in _SCALARS or number in sizes:
            return sizes.get(number, 1)
        sizes[number] = size = 1  # for a value that contains itself
        parts = _hashed_parts(value)
        for part in parts:
            size += self._size(part, sizes)
        sizes[number] = size
        if number not in self._seen:
            self._seen[number] = value
            self._left += 1 + len(parts)
        return size


def _hashed_parts(value: Any) -> list[Any]:
    """Returns the values on which the hash of a value may depend."""
    kind = type(value)
    parts: list[Any] = []
    hashing: Any = kind.__hash__
    if hashing is object.__hash__:
        return parts
    for base in (tuple, frozenset):
        if issubclass(kind, base):
            parts += base.__iter__(value)
    layout = instance_codec.layout_of(kind)
    if layout is not None and not layout.is_enum:
        parts += layout.attributes(value).values()
    return parts


def _width(first: str, last: str) -> int:
    """Returns the number of characters in a range of a regular expression, or 0 if it is not a range."""
    return max(_code_point(last, 0x10FFFF) - _code_point(first, 0), 0)


def _code_point(character: str, of_name: int) -> int:
    """Returns the code point of a character or of an escape in a regular expression; `of_name` for an escape with a name."""
    if len(character) == 1:
        return ord(character)
    kind, digits = character[1], character[2:]
    if kind in "xuU" and digits:
        return int(digits, 16)
    if kind == "N":
        return of_name
    return int(character[1:], 8) if kind in "01234567" else ord(kind)
