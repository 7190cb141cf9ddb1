"""Named tuples and enumerations of the standard library: `time.struct_time`, `urllib.parse.ParseResult`, `HTTPStatus`.

They are sent with the name of their class, which both sides have.
"""
from __future__ import annotations

from enum import Enum, IntFlag
from typing import Any

from . import class_lookup
from .tags import Decoder, Encoder, Tag

# The most members of an `IntFlag` that are kept, and of another enumeration of flags.
_MOST_COMBINATIONS = 1000
_MOST_IDENTICAL_COMBINATIONS = 65_536
# The most bits of an `IntFlag`, unless its members have more. Up to Python 3.10 it keeps a member for each bit.
_MOST_BITS = 256
# The most items of a tuple that is the value of a member.
_MOST_PARTS = 100


def enum_member(kind: Any, value: Any) -> Any:
    """Returns the member of an enumeration with this value.

    An enumeration of flags keeps a member for each combination. Those of an `IntFlag` can have any other bits too, and are
    equal if their values are, so that no more than `_MOST_COMBINATIONS` need to be kept. Those of another enumeration are equal
    only if they are the same object. Raises ValueError if too many of them would be kept.
    """
    if issubclass(kind, IntFlag) and isinstance(value, int) and value.bit_length() > _MOST_BITS:
        most = max([_MOST_BITS, *[int.bit_length(member) for member in kind.__members__.values()]])
        if value.bit_length() > most:
            raise ValueError(f"expected at most {most} bits of {kind.__name__}, but got {value.bit_length()}")
    kept = kind._value2member_map_
    if len(kept) > _MOST_IDENTICAL_COMBINATIONS and value not in kept:
        raise ValueError(f"more than {_MOST_IDENTICAL_COMBINATIONS:,} combinations of {kind.__name__}")
    member = kind(value)
    if len(kept) > _MOST_COMBINATIONS and isinstance(member, IntFlag) and member.name not in kind.__members__:
        kept.pop(int(member), None)
    return member


def _is_plain(value: Any) -> bool:
    kind = type(value)
    if kind is tuple:
        return len(value) <= _MOST_PARTS and all(type(part) is not tuple and _is_plain(part) for part in value)
    return kind in (str, bytes, int, float, bool, complex, type(None))


def _is_found(value: Any, base: type) -> bool:
    """Returns whether the class of a value is in the standard library and can be found by its name."""
    kind = type(value)
    if not issubclass(kind, base) or not class_lookup.is_standard(kind.__module__):
        return False
    return class_lookup.find(kind.__module__, kind.__qualname__, base) is kind


def is_nameless_tuple(value: Any) -> bool:
    """Returns whether a value has a tuple class of the standard library that has no public name, as `date.isocalendar()` has."""
    kind = type(value)
    if not issubclass(kind, tuple) or not class_lookup.is_standard(kind.__module__) or _is_found(value, tuple):
        return False
    return bool(value.__reduce__()[:1] == (tuple,))


def _has_unnamed_fields(value: Any) -> bool:
    return hasattr(type(value), "n_sequence_fields")


def _encode_struct_sequence(value: Any, writer: Encoder) -> list[Any]:
    # Some fields have a name but no position.
    items, others = value.__reduce__()[1]
    return [*class_lookup.name_parts(type(value)), writer.part(items), writer.part(others)]


def _decode_enum(content: Any, reader: Decoder) -> Any:
    value = reader.decode(content[2])
    if not _is_plain(value):
        # The message of the exception would contain the value, which may be much longer than its JSON.
        raise ValueError("expected a string, a number or a tuple as the value of an enumeration")
    return enum_member(_class(content, Enum), value)


def _decode_struct_sequence(content: Any, reader: Decoder) -> Any:
    return _class(content, tuple)(reader.decode(content[2]), reader.decode(content[3]))


def _decode_named_tuple(content: Any, reader: Decoder) -> Any:
    kind, items = _class(content, tuple), reader.decode(content[2])
    if len(items) != len(getattr(kind, "_fields", items)):
        raise ValueError(f"{kind.__name__} has {len(kind._fields)} fields, not {len(items)}")
    return tuple.__new__(kind, items)


def _class(content: Any, base: type[Any]) -> Any:
    module, name = content[:2]
    if type(module) is not str or type(name) is not str:
        raise ValueError("expected the names of a module and of a class")
    # `is_standard` remembers names, so it gets that of a class, not one of a message.
    found = class_lookup.find(module, name, base)
    if found is None or not class_lookup.is_standard(found.__module__):
        raise ValueError(f"{module}.{name} is not in the standard library of this Python")
    return found


TAGS = (
    Tag(
        "enum",
        _decode_enum,
        lambda value, writer: [*class_lookup.name_parts(type(value)), writer.part(value.value)],
        accepts=lambda value: _is_found(value, Enum),
    ),
    Tag(
        "structseq",
        _decode_struct_sequence,
        _encode_struct_sequence,
        accepts=lambda value: _has_unnamed_fields(value) and _is_found(value, tuple),
    ),
    Tag(
        "namedtuple",
        _decode_named_tuple,
        lambda value, writer: [*class_lookup.name_parts(type(value)), writer.part(tuple(value))],
        accepts=lambda value: _is_found(value, tuple),
    ),
)
