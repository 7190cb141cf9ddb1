"""Values that JSON has no form for and that hold nothing that can be changed: numbers, bytes, dates, paths and such.

Their modules are imported when such a value arrives, not before: a service that never sees a date does not pay for it.
"""
from __future__ import annotations

import binascii
import builtins
import io
import math
from collections.abc import Callable, Iterator
from types import MethodDescriptorType
from typing import Any, Optional

Encode = Callable[[Any], Any]
Decode = Callable[[Any], Any]

# Types and functions of the language that are fit to be passed around and can do no harm when a request names them.
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
# The methods of the language's types, as in `map(str.lower, words)`.
BUILTINS.update(
    (method.__qualname__, method)
    for kind in (bytes, dict, float, frozenset, int, list, set, str, tuple)
    for method in vars(kind).values()
    if isinstance(method, MethodDescriptorType)
)

# From Python 3.11 on an int of more digits than a limit is refused as decimal text; in hexadecimal it is not. The
# lowest limit that can be set is 640 digits.
DECIMAL_BITS = 2048
_DIGITS = 600


def number(value: Any) -> Any:
    """Returns the lossless form of an int or a float."""
    if isinstance(value, int):
        return value if value.bit_length() <= DECIMAL_BITS else {"$int": hex(value)}
    return value if math.isfinite(value) else {"$float": repr(value)}


def integer(digits: str) -> int:
    """Returns the int of a decimal text of any length."""
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
    """Returns the name of a value's type as a user would write it."""
    kind = type(value)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def text(value: Any) -> str:
    """Returns `repr(value)`, or Python's own where the value's class fails to give one."""
    try:
        return repr(value)
    except Exception:  # code of the user's, that may fail in any way
        return object.__repr__(value)


def is_lazy(value: Any) -> bool:
    """Returns whether a value yields items once, as generators, `map` and the like do. Open files do not count."""
    return isinstance(value, Iterator) and not isinstance(value, io.IOBase)


def encode(kind: type, value: Any, encode: Encode) -> Optional[dict[str, Any]]:
    """Returns the lossless form of a value of one of the types here, or None for any other."""
    encoder = _ENCODERS.get((kind.__module__.partition(".")[0], kind.__qualname__))
    return None if encoder is None else {"$" + kind.__name__: encoder(value, encode)}


def _encode_datetime(value: Any, encode: Encode) -> list[Any]:
    return [value.replace(tzinfo=None).isoformat(), value.fold, encode(value.tzinfo)]


def _decode_datetime(content: Any, decode: Decode) -> Any:
    from datetime import datetime

    return datetime.fromisoformat(content[0]).replace(fold=content[1], tzinfo=decode(content[2]))


def _decode_time(content: Any, decode: Decode) -> Any:
    from datetime import time

    return time.fromisoformat(content[0]).replace(fold=content[1], tzinfo=decode(content[2]))


def _decode_date(content: Any, decode: Decode) -> Any:
    from datetime import date

    return date.fromisoformat(content)


def _decode_timedelta(content: Any, decode: Decode) -> Any:
    from datetime import timedelta

    return timedelta(*content)


def _decode_timezone(content: Any, decode: Decode) -> Any:
    from datetime import timezone

    return timezone(*[decode(item) for item in content])


def _decode_zone_info(content: Any, decode: Decode) -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo(content)


def _decode_decimal(content: Any, decode: Decode) -> Any:
    from decimal import Decimal

    return Decimal(content)


def _decode_fraction(content: Any, decode: Decode) -> Any:
    from fractions import Fraction

    return Fraction(*[decode(item) for item in content])


def _decode_uuid(content: Any, decode: Decode) -> Any:
    from uuid import UUID

    return UUID(content)


def _decode_pattern(content: Any, decode: Decode) -> Any:
    import re

    return re.compile(decode(content[0]), content[1])


def _path_decoder(name: str) -> Callable[[Any, Decode], Any]:
    def decode_path(content: Any, decode: Decode) -> Any:
        import pathlib

        # A path of another system's kind cannot be opened here, and Python has no such class here: its pure form.
        concrete = name.startswith("Pure") or isinstance(pathlib.Path(), getattr(pathlib, name))
        return getattr(pathlib, name if concrete else "Pure" + name)(content)

    return decode_path


def _encode_text(value: Any, encode: Encode) -> str:
    return str(value)


_PATHS = ("PosixPath", "WindowsPath", "PurePosixPath", "PureWindowsPath")

_ENCODERS: dict[tuple[str, str], Callable[[Any, Encode], Any]] = {
    ("builtins", "bytes"): lambda value, encode: base64(value),
    ("builtins", "complex"): lambda value, encode: [encode(value.real), encode(value.imag)],
    ("builtins", "range"): lambda value, encode: [encode(part) for part in (value.start, value.stop, value.step)],
    ("builtins", "slice"): lambda value, encode: [encode(part) for part in (value.start, value.stop, value.step)],
    ("builtins", "ellipsis"): lambda value, encode: None,
    ("builtins", "NotImplementedType"): lambda value, encode: None,
    ("builtins", "dict_keys"): lambda value, encode: [encode(key) for key in value],
    ("builtins", "dict_values"): lambda value, encode: [encode(item) for item in value],
    ("builtins", "dict_items"): lambda value, encode: [[encode(key), encode(item)] for key, item in value],
    ("datetime", "datetime"): _encode_datetime,
    ("datetime", "time"): _encode_datetime,
    ("datetime", "date"): lambda value, encode: value.isoformat(),
    ("datetime", "timedelta"): lambda value, encode: [value.days, value.seconds, value.microseconds],
    ("datetime", "timezone"): lambda value, encode: [encode(argument) for argument in value.__getinitargs__()],
    ("zoneinfo", "ZoneInfo"): lambda value, encode: value.key,
    ("decimal", "Decimal"): _encode_text,
    ("fractions", "Fraction"): lambda value, encode: [encode(value.numerator), encode(value.denominator)],
    ("uuid", "UUID"): _encode_text,
    ("re", "Pattern"): lambda value, encode: [encode(value.pattern), value.flags],
    **{("pathlib", name): _encode_text for name in _PATHS},
}

# By tag; each takes the content of the tag and what decodes the values in it.
DECODERS: dict[str, Callable[[Any, Decode], Any]] = {
    "int": lambda content, decode: int(content, 16),
    "float": lambda content, decode: float(content),
    "bytes": lambda content, decode: from_base64(content),
    "complex": lambda content, decode: complex(*[decode(part) for part in content]),
    "range": lambda content, decode: range(*[decode(part) for part in content]),
    "slice": lambda content, decode: slice(*[decode(part) for part in content]),
    "ellipsis": lambda content, decode: ...,
    "NotImplementedType": lambda content, decode: NotImplemented,
    "dict_keys": lambda content, decode: {decode(key): None for key in content}.keys(),
    "dict_values": lambda content, decode: {place: decode(item) for place, item in enumerate(content)}.values(),
    "dict_items": lambda content, decode: {decode(key): decode(item) for key, item in content}.items(),
    "datetime": _decode_datetime,
    "time": _decode_time,
    "date": _decode_date,
    "timedelta": _decode_timedelta,
    "timezone": _decode_timezone,
    "ZoneInfo": _decode_zone_info,
    "Decimal": _decode_decimal,
    "Fraction": _decode_fraction,
    "UUID": _decode_uuid,
    "Pattern": _decode_pattern,
    **{name: _path_decoder(name) for name in _PATHS},
}
