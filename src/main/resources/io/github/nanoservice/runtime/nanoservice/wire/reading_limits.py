"""Limits on the work that a message causes, so that reading it costs what its bytes pay for.

Some short texts describe much work: a range of characters in a regular expression, keys of equal hashes in a set, an object
that occurs in thousands of keys. Each reader counts the steps of such work, and refuses a message that needs too many.
"""
from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from typing import Any

from . import instance_codec

# The most characters of a regular expression: the module `re` keeps the last 512.
LONGEST_PATTERN = 10_000

# The most values in the arguments of a caller without the token, each counted as often as it occurs. If each of n lists contains
# the next one twice, code that prints, compares or copies them visits 2**n values.
MOST_EXPANDED = 1_000_000
# The bits from which on an integer is long: a comparison with a Decimal converts it.
_LONG_BITS = 2048

_SCALARS = frozenset({str, int, float, bool, bytes, type(None)})
_STEPS = 50_000  # for each message
_STEPS_OF_KEY = 50  # for each key of a set or dictionary in addition
_CHARACTERS_OF_STEP = 50  # of a range in a regular expression, such as `[a-z]`
_STEPS_OF_SET = 100  # for each set of characters in a regular expression that ignores case, or has characters above U+00FF
_WIDE = re.compile(r"[^\x00-\xff]|\\[uUN]")
_IGNORES_CASE = re.compile(r"\(\?[a-zA-Z]*i")
_CHARACTER = re.compile(
    r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[0-7]{1,3}|.)|.", re.DOTALL
)


class Work:
    """The work of reading one message."""

    def __init__(self) -> None:
        self.has_instances = False  # of the program's classes: only these can occur several times in hashed values
        self.has_decimals = False  # a comparison of a Decimal with an integer takes quadratic time
        self._left = _STEPS
        self._seen: dict[int, Any] = {}  # by id, each hashed value that is not a scalar
        self._searched: dict[int, Any] = {}  # by id, each value that a search has visited and not found to be complete

    def _spend(self, steps: int, cause: str) -> None:
        self._left -= steps
        if self._left < 0:
            raise ValueError(f"reading takes too much work, because of {cause}; send the values as a list instead")

    def add_keys(self, keys: list[Any]) -> list[Any]:
        """Returns the keys of a set or dictionary. Raises ValueError if hashing or comparing them takes too many steps."""
        self._left += _STEPS_OF_KEY * len(keys)
        if self.has_instances:
            self._count_occurrences(keys)
        # Fewer keys have no more pairs than steps.
        if len(keys) > 2 * _STEPS_OF_KEY or self.has_decimals:
            self._count_collisions(keys)
        return keys

    def add_search(self, keys: list[Any], visited: dict[int, Any]) -> None:
        """Counts the values that a search in keys has visited, if an earlier one has visited them too.

        visited: values by id.
        """
        repeated = visited.keys() & self._searched.keys()
        self._searched.update(visited)
        self._spend(max(0, len(repeated) - _STEPS_OF_KEY * len(keys)), "objects that occur in many keys and contain one another")

    def add_pattern(self, text: Any, flags: int) -> None:
        """Counts the characters in ranges of a regular expression, which `re` visits, and the sets that need a large table.

        For a set that ignores case or has characters above U+00FF, `re` makes a table of 65,536 characters: `s` also stands for
        U+017F. Alternatives of one character each are a set too.
        """
        if len(text) > LONGEST_PATTERN:
            raise ValueError(f"a regular expression of {len(text)} characters, more than the limit of {LONGEST_PATTERN}")
        if type(text) is str and "-" in text:
            found = _CHARACTER.findall(text)
            characters = sum(
                _width(first, last) for first, dash, last in zip(found, found[1:], found[2:]) if dash == "-"
            )
            self._spend(characters // _CHARACTERS_OF_STEP, "ranges of characters in regular expressions")
        if type(text) is str and (flags & re.IGNORECASE or _IGNORES_CASE.search(text) or _WIDE.search(text)):
            sets = text.count("[") + min(text.count("("), text.count("|"))
            self._spend(sets * _STEPS_OF_SET, "sets of characters in regular expressions")

    def _count_collisions(self, keys: list[Any]) -> None:
        if len(set(map(hash, keys))) < len(keys):
            steps = sum(count * (count - 1) // 2 for count in Counter(map(hash, keys)).values())
            if self.has_decimals and _has_long_number(keys):
                raise ValueError("a long number has the same hash as another key; send the values as a list instead")
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


def _has_long_number(keys: list[Any]) -> bool:
    """Returns whether the hash of one of these values depends on an integer, or on a fraction of integers, that is long."""
    found = list(keys)
    seen: dict[int, Any] = {}
    for value in found:
        if type(value) is int and value.bit_length() > _LONG_BITS:
            return True
        if type(value) in _SCALARS or id(value) in seen:
            continue
        seen[id(value)] = value
        # Not by the class itself: the import of `fractions` would make each start of a service slower.
        is_fraction = (type(value).__module__, type(value).__name__) == ("fractions", "Fraction")
        found += [value.numerator, value.denominator] if is_fraction else _hashed_parts(value)
    return False


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
    parts += instance_codec.zones_of(value)
    layout = instance_codec.layout_of(kind)
    if layout is not None and not layout.is_enum:
        parts += layout.attributes(value).values()
    return parts


def expanded_size(values: list[Any]) -> int:
    """Returns the number of values in these, each counted as often as it occurs.

    Where a value contains itself, it counts as one value.
    """
    sizes: dict[int, int] = {}
    open_values: list[tuple[Any, Iterator[Any]]] = [(values, iter(values))]
    counts = [0]
    while True:
        value, parts = open_values[-1]
        for part in parts:
            if type(part) in _SCALARS:
                counts[-1] += 1
            elif id(part) in sizes:
                counts[-1] += sizes[id(part)]
            else:
                sizes[id(part)] = 1  # until all its parts are counted
                open_values.append((part, iter(_parts(part))))
                counts.append(1)
                break
        else:
            open_values.pop()
            size = counts.pop()
            if not counts:
                return size
            sizes[id(value)] = size
            counts[-1] += size


def _parts(value: Any) -> list[Any]:
    """Returns the values that a value contains, as far as messages can contain them more than once."""
    kind = type(value)
    if isinstance(value, BaseException):
        return [*value.args, *instance_codec.own_attributes(value).values(), value.__cause__, value.__context__]
    layout = instance_codec.layout_of(kind)
    if layout is not None and not layout.is_enum:
        return [*layout.items(value), *(_hashed_parts(value) if layout.is_fixed else ())]
    if issubclass(kind, dict):
        return [*dict.keys(value), *dict.values(value)]
    for base in (list, tuple, set, frozenset, deque):
        if issubclass(kind, base):
            return [*base.__iter__(value)]
    return [*instance_codec.zones_of(value)]


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
