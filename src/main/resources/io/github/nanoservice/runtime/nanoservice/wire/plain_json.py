"""Tests whether values are plain JSON, and collects their containers level by level.

Most values that are sent are plain. The tests make a few calls for each level of nesting instead of one for each item: a
loop over the items would take longer than `json` takes to write them.
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
    """Returns the lists and dictionaries in plain JSON values, outer ones before inner ones.

    Returns None if the values are not plain JSON: there is another type, which includes subclasses; a key that is not a
    string; a container that occurs twice; or more than `deepest` levels of containers.
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
        # Without dictionaries the chain is enough: the lowest level, which often has only lists, is not copied.
        level = chain.from_iterable(lists)
        if dicts:
            level = [*level, *chain.from_iterable(map(dict.values, dicts))]
    return found


def _of_type(kind: type, items: list[Any], types: set[type]) -> list[Any]:
    if kind not in types:
        return []
    return items if len(types) == 1 else [item for item in items if type(item) is kind]


def is_flat(items: Iterable[Any]) -> bool:
    """Returns whether all items are strings, or all are numbers that JSON can represent."""
    types = set(map(type, items))
    try:
        return types == {str} or ({int, float}.issuperset(types) and all(map(math.isfinite, items)))
    except OverflowError:  # an integer with more than 308 digits
        return False


def are_scalars(items: Iterable[Any]) -> bool:
    """Returns whether all items are strings, booleans, None or numbers that JSON can represent."""
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


# CPython reports to its garbage collector only the values of a dictionary whose keys have all been of type `str`, and the
# keys too for any other dictionary. Counting the referents takes a third of the time that testing each key takes.
_REFERENTS_REVEAL_KEYS = _refers_to_values_only([{"a": 1}]) and not any(
    _refers_to_values_only([{key: 1}]) for key in (0, 0.5, True, None, (), type("Text", (str,), {})("a"))
)


def _have_string_keys(dicts: list[dict[Any, Any]]) -> bool:
    if _REFERENTS_REVEAL_KEYS and _refers_to_values_only(dicts):
        return True
    return {str}.issuperset(map(type, chain.from_iterable(dicts)))
