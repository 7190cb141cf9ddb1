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
# The most decimal digits that are read as an integer: reading them takes quadratic time.
LONGEST_DECIMAL = 20_000
_DIGITS = 600

_FRACTION_BITS = 65_536
_PATTERN_FLAGS = int(re.ASCII | re.IGNORECASE | re.LOCALE | re.MULTILINE | re.DOTALL | re.UNICODE | re.VERBOSE)
_ZONE_KEY = re.compile(r"(?=.{1,100}\Z)[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*")


def is_json_number(value: Any) -> bool:
    """Returns whether an int or a float is written as a JSON number."""
    return value.bit_length() <= DECIMAL_BITS if isinstance(value, int) else math.isfinite(value)


def integer(digits: str) -> int:
    """Returns the int for a decimal text. Raises ValueError if it has more than `LONGEST_DECIMAL` digits."""
    if len(digits) > LONGEST_DECIMAL:
        raise ValueError(f"an integer of {len(digits)} digits; send more than {LONGEST_DECIMAL} digits as $int")
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
    return binascii.a2b_base64(_text(text))


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


def checked(value: Any, *kinds: type) -> Any:
    """Returns a value that was read. Raises ValueError if its type is not one of these: `True` is not an int."""
    if type(value) not in kinds:
        raise ValueError(f"expected {' or '.join(kind.__name__ for kind in kinds)}, but got {type(value).__name__}")
    return value


def array(content: Any) -> list[Any]:
    """Returns content that was read and is an array. Raises ValueError if it is not: the items of a text are its characters."""
    found: list[Any] = checked(content, list)
    return found


def pairs(content: Any) -> list[list[Any]]:
    """Returns content that was read and is an array of arrays. Raises ValueError if it is not."""
    if not {list}.issuperset(map(type, array(content))):
        raise ValueError("expected an array of pairs")
    found: list[list[Any]] = content
    return found


def _text(content: Any) -> str:
    checked(content, str)
    return str(content)


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

    return timedelta(*[checked(part, int) for part in content])


def _decode_timezone(content: Any, reader: Decoder) -> Any:
    from datetime import timezone

    return timezone(*map(reader.decode, content))


def _decode_zone_info(content: Any, reader: Decoder) -> Any:
    from zoneinfo import ZoneInfo

    # A key is the path of a file in the time zone database, and may name a package of `tzdata`, which is imported.
    if _ZONE_KEY.fullmatch(_text(content)) is None:
        raise ValueError(f"{content[:100]!r} is not the key of a time zone")
    return ZoneInfo(content)


def _decode_decimal(content: Any, reader: Decoder) -> Any:
    from decimal import Decimal

    reader.work.has_decimals = True
    return Decimal(_text(content))


def _decode_fraction(content: Any, reader: Decoder) -> Any:
    from fractions import Fraction

    # Text such as "1e99999999" would become an integer of that size. Reducing a fraction takes quadratic time.
    parts = [checked(reader.decode(part), int) for part in content]
    if any(part.bit_length() > _FRACTION_BITS for part in parts):
        raise ValueError(f"expected a fraction of at most {_FRACTION_BITS} bits in numerator and denominator")
    return Fraction(*parts)


def _decode_uuid(content: Any, reader: Decoder) -> Any:
    from uuid import UUID

    return UUID(_text(content))


def _decode_complex(content: Any, reader: Decoder) -> complex:
    real, imaginary = (checked(reader.decode(part), int, float) for part in content)
    return complex(real, imaginary)


def _decode_range(content: Any, reader: Decoder) -> range:
    start, stop, step = (checked(reader.decode(part), int, bool) for part in content)
    return range(start, stop, step)


def _decode_pattern(content: Any, reader: Decoder) -> Any:
    pattern, flags = checked(reader.decode(content[0]), str, bytes), checked(content[1], int)
    if flags & ~_PATTERN_FLAGS:  # `re.DEBUG` prints on compilation
        raise ValueError(f"{flags} are not flags of a regular expression")
    reader.work.add_pattern(pattern, flags)
    return re.compile(pattern, flags)


def _decode_dict_keys(content: Any, reader: Decoder) -> Any:
    return dict.fromkeys(reader.work.add_keys([reader.decode(item) for item in array(content)])).keys()


def _decode_dict_items(content: Any, reader: Decoder) -> Any:
    found = [(reader.decode(key), reader.decode(item)) for key, item in pairs(content)]
    reader.work.add_keys([key for key, _ in found])
    return dict(found).items()


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
    _tag("int", "builtins", lambda content, reader: int(_text(content), 16), lambda value, writer: hex(value)),
    _tag("float", "builtins", lambda content, reader: float(_text(content)), lambda value, writer: repr(value)),
    _tag("bytes", "builtins", lambda content, reader: from_base64(content), lambda value, writer: base64(value)),
    _tag("complex", "builtins", _decode_complex, _parts("real", "imag")),
    _tag("range", "builtins", _decode_range, _parts("start", "stop", "step")),
    _tag("slice", "builtins", lambda content, reader: slice(*map(reader.decode, content)), _parts("start", "stop", "step")),
    _tag("ellipsis", "builtins", lambda content, reader: ..., lambda value, writer: None),
    _tag("NotImplementedType", "builtins", lambda content, reader: NotImplemented, lambda value, writer: None),
    _tag("dict_keys", "builtins", _decode_dict_keys, _items),
    _tag("dict_values", "builtins", lambda content, reader: dict(enumerate(map(reader.decode, array(content)))).values(), _items),
    _tag(
        "dict_items",
        "builtins",
        _decode_dict_items,
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
