"""Named tuples and enumerations of the standard library: `time.struct_time`, `urllib.parse.ParseResult`, `HTTPStatus`.

They cross by the name of their class, which both sides have. Classes of the user's are in no other service.
"""
from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, Optional

from . import classes

Encode = Callable[[Any], Any]
Decode = Callable[[Any], Any]


def encode(kind: type, value: Any, encode: Encode) -> Optional[dict[str, Any]]:
    """Returns the lossless form of a value of one of the library's tuple or enumeration classes, None for any other."""
    if not issubclass(kind, (tuple, Enum)) or not classes.is_standard(kind.__module__):
        return None
    name = (kind.__module__, kind.__qualname__)
    if classes.find(*name, kind) is not kind:
        # Some have no name that leads to them, and say what stands for them: that of `date.isocalendar()` a tuple.
        reduced = value.__reduce__() if issubclass(kind, tuple) else ()
        return {"$tuple": [encode(item) for item in value]} if reduced[:1] == (tuple,) else None
    if issubclass(kind, Enum):
        return {"$enum": [*name, encode(value.value)]}
    if hasattr(kind, "n_sequence_fields"):  # more of its fields have names than have places
        items, others = value.__reduce__()[1]
        return {"$structseq": [*name, encode(items), encode(others)]}
    return {"$namedtuple": [*name, encode(tuple(value))]}


def decode_enum(content: Any, decode: Decode) -> Any:
    return _class(content, Enum)(decode(content[2]))


def decode_structseq(content: Any, decode: Decode) -> Any:
    return _class(content, tuple)(decode(content[2]), decode(content[3]))


def decode_namedtuple(content: Any, decode: Decode) -> Any:
    return tuple.__new__(_class(content, tuple), decode(content[2]))


def _class(content: Any, base: type[Any]) -> Any:
    module, name = content[:2]
    found = classes.find(module, name, base) if classes.is_standard(module) else None
    if found is None:
        raise ValueError(f"{module}.{name} is not in the standard library of this Python")
    return found
