"""Constants of the program: instances that its modules bind to names, and that programs compare by identity.

`if value is MISSING` holds in plain Python wherever the value has been, because there is one object. So the names of such an
instance are sent with it. The reader takes its own instance of one of the names if it has the same state; a service may have
changed its own. Otherwise the reader takes a copy, which keeps the names for the services that it is sent to in turn.
"""
from __future__ import annotations

import sys
import weakref
from collections import OrderedDict
from contextlib import suppress
from typing import Any, Optional

from .. import source_modules
from . import class_lookup, instance_codec
from .values import checked

# The most names of one constant. Modules that import it have it too, but one name is usually enough.
_MOST_NAMES = 8
_LONGEST_NAME = 1000
_SCALARS = frozenset({int, float, complex, bool, str, bytes})


class _Known:
    """The sizes of the modules, and the names that were read from them by the id of the instance.

    Both are replaced at once: other threads write values meanwhile.
    """

    sizes_and_names: tuple[list[int], dict[int, list[str]]] = ([], {})


_known = _Known()
# The names that copies came with. Instances may have a hash of their own, so the keys are ids.
_copies: dict[int, tuple[weakref.ref[Any], list[str]]] = {}


def names() -> dict[int, list[str]]:
    """Returns the names of all constants of the imported modules of the program, such as "shop.states:NEW", by their ids."""
    modules = [(name, vars(sys.modules[name])) for name in source_modules.own_names() if name in sys.modules]
    sizes = [len(members) for _, members in modules]
    if sizes != _known.sizes_and_names[0]:
        found: dict[int, list[str]] = {}
        for module, members in modules:
            for name, value in list(members.items()):
                if not name.startswith("__") and _may_be_constant(type(value)):
                    _add(found, value, module, name)
        _known.sizes_and_names = sizes, found
        return found
    return _known.sizes_and_names[1]


def _add(found: dict[int, list[str]], value: Any, module: str, name: str) -> None:
    known = found.setdefault(id(value), [])
    if len(known) < _MOST_NAMES:
        known.append(f"{module}:{name}")


def _may_be_constant(kind: type) -> bool:
    if kind is object:
        return True
    layout = instance_codec.layout_of(kind)
    return layout is not None and not (layout.is_enum or layout.is_exception or layout.has_state)


def names_of(value: Any, known: dict[int, list[str]]) -> list[str]:
    """Returns the names of an instance: by its module, or those that it came with; none if it is no constant.

    known: the result of `names`.
    """
    found = known.get(id(value))
    if found is not None:
        # A module may have bound the name to another object since, which leaves the id to any object.
        return found if class_lookup.constant(found[0]) is value else []
    reference, came_with = _copies.get(id(value), (None, []))
    return came_with if reference is not None and reference() is value else []


def is_sent_by_name(value: Any) -> bool:
    """Returns whether an instance has no state to send: an `object()`, or one that pickle finds by its name too."""
    kind = type(value)
    if kind is object:
        return True
    layout = instance_codec.layout_of(kind)
    return layout is not None and layout.defines_reduce and isinstance(value.__reduce__(), str)


def found_by_name(content: Any) -> Any:
    """Returns the instance of this program with one of these names that has no state to send, or None."""
    for name in _checked_names(content):
        own = class_lookup.constant(name)
        if own is not None and _may_be_constant(type(own)) and is_sent_by_name(own):
            return own
    return None


def counterpart(content: Any, copy: Any) -> Optional[dict[int, tuple[Any, Any]]]:
    """Returns the instance of this program with one of these names that has the same state as a copy, or None.

    The result has each object of the copy, by its id, with its counterpart.
    """
    for name in _checked_names(content):
        own = class_lookup.constant(name)
        if own is not None and type(own) is type(copy) and _may_be_constant(type(own)):
            pairs = _counterparts(copy, own)
            if pairs is not None:
                return pairs
    return None


def remember(content: Any, copy: Any) -> None:
    """Keeps the names that a copy came with, unless its class does not allow weak references."""
    key = id(copy)

    def forget(reference: weakref.ref[Any]) -> None:
        if _copies.get(key, (None,))[0] is reference:
            del _copies[key]

    with suppress(TypeError):
        _copies[key] = weakref.ref(copy, forget), _checked_names(content)


def _checked_names(content: Any) -> list[str]:
    if not 0 < len(checked(content, list)) <= _MOST_NAMES:
        raise ValueError(f"expected 1 to {_MOST_NAMES} names of a constant, but got {len(content)}")
    if any(len(checked(name, str)) > _LONGEST_NAME for name in content):
        raise ValueError(f"expected names of constants of at most {_LONGEST_NAME} characters")
    return list(content)


def _counterparts(copy: Any, own: Any) -> Optional[dict[int, tuple[Any, Any]]]:
    pairs: dict[int, tuple[Any, Any]] = {}
    pending = [(copy, own)]
    while pending:
        one, other = pending.pop()
        kind = type(one)
        if one is other:
            continue
        if kind is not type(other):
            return None
        if kind in _SCALARS:
            if repr(one) != repr(other):  # there are two zeros, and NaN is not equal to itself
                return None
        elif id(one) in pairs:
            if pairs[id(one)][1] is not other:
                return None
        else:
            pairs[id(one)] = one, other
            parts = _parts(one, other)
            if parts is None:
                return None
            pending += parts
    return pairs


def _parts(one: Any, other: Any) -> Optional[list[tuple[Any, Any]]]:
    """Returns the parts of two objects of one type whose states have to be the same, or None if the objects differ."""
    kind: Any = type(one)
    if kind in (dict, OrderedDict):
        return _zipped([*kind.keys(one), *kind.values(one)], [*kind.keys(other), *kind.values(other)])
    if kind in (list, tuple):
        return _zipped(one, other)
    if kind in (set, frozenset):
        return [] if {int, str}.issuperset(map(type, one)) and one == other else None
    layout = instance_codec.layout_of(kind)
    if layout is None:  # of a library: only values, such as dates and numbers
        return [] if kind.__hash__ not in (None, object.__hash__) and one == other and repr(one) == repr(other) else None
    if layout.is_enum or layout.is_exception or layout.has_state:
        return None
    value = [(layout.value(one), layout.value(other))] if layout.is_fixed else []
    parts = _zipped(layout.items(one), layout.items(other))
    return None if parts is None else value + parts


def _zipped(some: Any, others: Any) -> Optional[list[tuple[Any, Any]]]:
    return list(zip(some, others)) if len(some) == len(others) else None
