"""Immutable values that JSON cannot represent: numbers, bytes, dates, paths and others.

A decoder imports the module of its type only when it reads a value, which makes the start of a service faster.
"""
from __future__ import annotations

import binascii
import builtins
import io
import math
import re
from collections.abc import Callable, Iterator
from itertools import count, cycle
from types import MethodDescriptorType
from typing import Any

from .tags import Decoder, Encoder, Tag

# The built-in types and functions that can be sent: those that are harmless if a request names them.
BUILTINS: dict[str, Any] = {
    name: getattr(builtins, name)
    for name in (
        "abs all any ascii bin bool bytearray bytes callable chr complex dict divmod enumerate filter float format "
        "frozenset hash hex int isinstance issubclass iter len list map max min next object oct ord pow print range "
        "repr reversed round set slice sorted str sum tuple type zip"
    ).split()
}
BUILTINS.update(
    (name, kind) for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, BaseException)
)
# The methods of built-in types, as in `map(str.lower, words)`.
BUILTINS.update(
    (method.__qualname__, method)
    for kind in (bytes, dict, float, frozenset, int, list, set, str, tuple)
    for method in vars(kind).values()
    if isinstance(method, MethodDescriptorType)
)

# From Python 3.11 on, conversions between int and decimal text have a limit, which can be set to 640 digits or more;
# conversions to and from hexadecimal text have none.
DECIMAL_BITS = 2048
_DIGITS = 600


def is_json_number(value: Any) -> bool:
    """Returns whether an int or a float is written as a JSON number."""
    return value.bit_length() <= DECIMAL_BITS if isinstance(value, int) else math.isfinite(value)


def integer(digits: str) -> int:
    """Returns the int for a decimal text of any length."""
    number = 0
    sign, digits = (-1, digits[1:]) if digits.startswith("-") else (1, digits)
    for start in range(0, len(digits), _DIGITS):
        part = digits[start : start + _DIGITS]
        number = number * 10 ** len(part) + int(part)
    return sign * number


def base64(value: Any) -> str:
    """Returns bytes as base64 text (RFC 4648 §4)."""
    return binascii.b2a_base64(value, newline=False).decode("ascii")


def from_base64(text: str) -> bytes:
    """Returns the bytes of a base64 text."""
    return binascii.a2b_base64(text)


def type_name(value: Any) -> str:
    """Returns the name of a value's type as source code would write it."""
    kind = type(value)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def text(value: Any) -> str:
    """Returns `repr(value)`, or the default representation if the `__repr__` of the class raises."""
    try:
        return repr(value)
    except BaseException:  # the user's code may raise anything
        return object.__repr__(value)


def is_lazy(value: Any) -> bool:
    """Returns whether a value is an iterator, such as a generator or a `map` object, and not an open file."""
    return isinstance(value, Iterator) and not isinstance(value, io.IOBase)


def is_finite_iterator(value: Any) -> bool:
    """Returns whether a value is an iterator other than `itertools.count` and `itertools.cycle`, which never end."""
    return is_lazy(value) and type(value) not in (count, cycle)


def _encode_text(value: Any, writer: Encoder) -> str:
    return str(value)


def _encode_datetime(value: Any, writer: Encoder) -> list[Any]:
    return [value.replace(tzinfo=None).isoformat(), value.fold, writer.part(value.tzinfo)]


def _decode_datetime(content: Any, reader: Decoder) -> Any:
    from datetime import datetime

    return datetime.fromisoformat(content[0]).replace(fold=content[1], tzinfo=reader.decode(content[2]))


def _decode_time(content: Any, reader: Decoder) -> Any:
    from datetime import time

    return time.fromisoformat(content[0]).replace(fold=content[1], tzinfo=reader.decode(content[2]))


def _decode_date(content: Any, reader: Decoder) -> Any:
    from datetime import date

    return date.fromisoformat(content)


def _decode_timedelta(content: Any, reader: Decoder) -> Any:
    from datetime import timedelta

    return timedelta(*content)


def _decode_timezone(content: Any, reader: Decoder) -> Any:
    from datetime import timezone

    return timezone(*map(reader.decode, content))


def _decode_zone_info(content: Any, reader: Decoder) -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo(content)


def _decode_decimal(content: Any, reader: Decoder) -> Any:
    from decimal import Decimal

    return Decimal(content)


def _decode_fraction(content: Any, reader: Decoder) -> Any:
    from fractions import Fraction

    return Fraction(*map(reader.decode, content))


def _decode_uuid(content: Any, reader: Decoder) -> Any:
    from uuid import UUID

    return UUID(content)


def _decode_pattern(content: Any, reader: Decoder) -> Any:
    return re.compile(reader.decode(content[0]), content[1])


def _path(name: str) -> Tag:
    def decode(content: Any, reader: Decoder) -> Any:
        import pathlib

        # The concrete path class of another operating system cannot be instantiated; its pure class can.
        concrete = name.startswith("Pure") or isinstance(pathlib.Path(), getattr(pathlib, name))
        return getattr(pathlib, name if concrete else "Pure" + name)(content)

    return Tag(name, decode, _encode_text, types=(f"pathlib.{name}",))


def _parts(*names: str) -> Callable[[Any, Encoder], Any]:
    """Returns a function that writes a value as the array of these attributes."""

    def encode(value: Any, writer: Encoder) -> list[Any]:
        return [writer.part(getattr(value, name)) for name in names]

    return encode


def _items(value: Any, writer: Encoder) -> list[Any]:
    return [writer.part(item) for item in value]


def _tag(name: str, module: str, decode: Callable[[Any, Decoder], Any], encode: Callable[[Any, Encoder], Any]) -> Tag:
    return Tag(name, decode, encode, types=(f"{module}.{name}",))


TAGS = (
    _tag("int", "builtins", lambda content, reader: int(content, 16), lambda value, writer: hex(value)),
    _tag("float", "builtins", lambda content, reader: float(content), lambda value, writer: repr(value)),
    _tag("bytes", "builtins", lambda content, reader: from_base64(content), lambda value, writer: base64(value)),
    _tag("complex", "builtins", lambda content, reader: complex(*map(reader.decode, content)), _parts("real", "imag")),
    _tag("range", "builtins", lambda content, reader: range(*map(reader.decode, content)), _parts("start", "stop", "step")),
    _tag("slice", "builtins", lambda content, reader: slice(*map(reader.decode, content)), _parts("start", "stop", "step")),
    _tag("ellipsis", "builtins", lambda content, reader: ..., lambda value, writer: None),
    _tag("NotImplementedType", "builtins", lambda content, reader: NotImplemented, lambda value, writer: None),
    _tag("dict_keys", "builtins", lambda content, reader: dict.fromkeys(map(reader.decode, content)).keys(), _items),
    _tag("dict_values", "builtins", lambda content, reader: dict(enumerate(map(reader.decode, content))).values(), _items),
    _tag(
        "dict_items",
        "builtins",
        lambda content, reader: {reader.decode(key): reader.decode(item) for key, item in content}.items(),
        lambda value, writer: [[writer.part(key), writer.part(item)] for key, item in value],
    ),
    _tag("datetime", "datetime", _decode_datetime, _encode_datetime),
    _tag("time", "datetime", _decode_time, _encode_datetime),
    _tag("date", "datetime", _decode_date, lambda value, writer: value.isoformat()),
    _tag(
        "timedelta",
        "datetime",
        _decode_timedelta,
        lambda value, writer: [value.days, value.seconds, value.microseconds],
    ),
    _tag(
        "timezone",
        "datetime",
        _decode_timezone,
        lambda value, writer: [writer.part(argument) for argument in value.__getinitargs__()],
    ),
    _tag("ZoneInfo", "zoneinfo", _decode_zone_info, lambda value, writer: value.key),
    _tag("Decimal", "decimal", _decode_decimal, _encode_text),
    _tag("Fraction", "fractions", _decode_fraction, _parts("numerator", "denominator")),
    _tag("UUID", "uuid", _decode_uuid, _encode_text),
    _tag("Pattern", "re", _decode_pattern, lambda value, writer: [writer.part(value.pattern), value.flags]),
    *map(_path, ("PosixPath", "WindowsPath", "PurePosixPath", "PureWindowsPath")),
)
