"""Recognizes plain JSON values, and finds their containers level by level.

Most values that are sent are plain. They are tested with a few calls for each level of nesting. A loop over all items would
take longer than `json` takes to write them.
"""
from __future__ import annotations

import gc
import math
from collections.abc import Iterable
from itertools import chain
from typing import Any, Optional

_SCALARS = frozenset({str, int, float, bool, type(None)})
_NUMBERS = frozenset({int, float})
_PLAIN = _SCALARS | {list, dict}


def containers_of(values: Iterable[Any], deepest: int) -> Optional[list[Any]]:
    """Returns the lists and dictionaries in plain JSON values, outer ones first.

    Returns None if JSON would lose something: another type, even a subclass; a key that is not a string; a container that
    occurs twice, as in a circular value; more than `deepest` levels of containers.
    """
    found: list[Any] = []
    seen: set[int] = set()
    lists: list[Any] = []
    level: Iterable[Any] = list(values)
    while not _SCALARS.issuperset(types := set(map(type, level))):
        if deepest == 0 or not _PLAIN.issuperset(types):
            return None
        deepest -= 1
        if not isinstance(level, list):
            level = list(chain.from_iterable(lists))
        lists, dicts = _of_type(list, level, types), _of_type(dict, level, types)
        if not _have_string_keys(dicts):
            return None
        for containers in (lists, dicts):
            found += containers
            seen.update(map(id, containers))
        if len(seen) != len(found):
            return None
        # The lowest level often consists of lists only, so that no new list is needed.
        level = chain.from_iterable(lists)
        if dicts:
            level = [*level, *chain.from_iterable(map(dict.values, dicts))]
    return found


def _of_type(kind: type, items: list[Any], types: set[type]) -> list[Any]:
    if kind not in types:
        return []
    return items if len(types) == 1 else [item for item in items if type(item) is kind]


def is_flat(items: Iterable[Any]) -> bool:
    """Returns whether all items are strings, or all are numbers that JSON can hold: each is its own lossless form."""
    types = set(map(type, items))
    try:
        return types == {str} or ({int, float}.issuperset(types) and all(map(math.isfinite, items)))
    except OverflowError:  # an integer of more than 308 digits
        return False


def are_scalars(items: Iterable[Any]) -> bool:
    """Returns whether all items are texts, truth values, None or numbers that JSON can hold."""
    types = set(map(type, items))
    if not _SCALARS.issuperset(types):
        return False
    if int not in types and float not in types:
        return True
    try:
        return all(map(math.isfinite, [item for item in items if type(item) in _NUMBERS]))
    except OverflowError:
        return False


def _refers_to_values_only(dicts: list[dict[Any, Any]]) -> bool:
    return len(gc.get_referents(*dicts)) == sum(map(len, dicts))


# CPython's garbage collector visits only the values of a dictionary that has only ever had keys of type `str`, and also the
# keys of any other. Counting the visited objects takes a third of the time of testing each key.
_COUNTING_WORKS = _refers_to_values_only([{"a": 1}]) and not any(
    _refers_to_values_only([{key: 1}]) for key in (0, 0.5, True, None, (), type("Text", (str,), {})("a"))
)


def _have_string_keys(dicts: list[dict[Any, Any]]) -> bool:
    if _COUNTING_WORKS and _refers_to_values_only(dicts):
        return True
    return {str}.issuperset(map(type, chain.from_iterable(dicts)))
