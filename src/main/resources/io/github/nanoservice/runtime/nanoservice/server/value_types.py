"""What an annotation accepts: reads the text of a query or form, a part of a multipart body, or a JSON value as its type.

A type that is not known here accepts what comes: text from a query, the value as it is from JSON.
"""
from __future__ import annotations

import collections.abc
import io
import json
import re
import types
import typing
from collections import deque
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any, NamedTuple, Union

from ..wire import values
from ..wire.codec import loads

# The most digits of an integer that Python reads by default.
_INTEGER = re.compile(r"[+-]?[0-9]{1,4300}", re.ASCII)
_FLOAT = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?|[+-]?(?:inf|infinity|nan)", re.IGNORECASE)
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_BOOLEANS = {
    **dict.fromkeys(("true", "1", "yes", "on"), True), **dict.fromkeys(("false", "0", "no", "off"), False),
}  # fmt: skip
# `X | Y` of PEP 604, which is another class than that of `Union[X, Y]` before Python 3.14.
_UNIONS = (Union, getattr(types, "UnionType", Union))
_ARRAYS: dict[Any, Callable[[Iterable[Any]], Any]] = {
    list: list, tuple: tuple, set: set, frozenset: frozenset, deque: deque,
    collections.abc.Sequence: list, collections.abc.MutableSequence: list, collections.abc.Collection: list,
    collections.abc.Iterable: list, collections.abc.Iterator: iter, collections.abc.Set: set, collections.abc.MutableSet: set,
}  # fmt: skip
# The most characters of a value in a message.
_LONGEST_SHOWN = 80
_FILES = (typing.BinaryIO, io.IOBase, io.RawIOBase, io.BufferedIOBase, io.BufferedReader, io.BytesIO)


class Part(NamedTuple):
    """A part of a multipart body (RFC 7578), or a whole body. The file name that the client chose is not kept."""

    content: bytes
    is_file: bool


class Mismatch(ValueError):
    """A value is not of the type."""


class ValueType:
    """A type as HTTP values. The methods raise Mismatch for a value of another type.

    name: the type as source code writes it.
    repeats: whether a name that occurs several times has several values of this type.
    is_binary: whether the bytes of a file or of a whole body can be a value.
    """

    repeats = False
    is_binary = False

    def __init__(self, name: str) -> None:
        self.name = name

    def of_text(self, text: str) -> Any:
        """Returns the value that a text stands for."""
        return text

    def of_json(self, value: Any) -> Any:
        """Returns the value that a JSON value stands for."""
        return value

    def of_part(self, part: Part) -> Any:
        """Returns the value that a part of a multipart body stands for."""
        if part.is_file:
            raise Mismatch
        return self.of_text(_utf8(part.content))

    def of_parts(self, given: list[str | Part]) -> Any:
        """Returns the value that all occurrences of a name stand for."""
        return self._of(given[0])

    def _of(self, given: str | Part) -> Any:
        return self.of_text(given) if isinstance(given, str) else self.of_part(given)


class _Anything(ValueType):
    """Any value: a file arrives as bytes."""

    def of_part(self, part: Part) -> Any:
        return part.content if part.is_file else _utf8(part.content)


class _Scalar(ValueType):
    """A type that is one word of a query.

    of_text: reads a text; a ValueError is a mismatch.
    json_types: the types of the JSON values that are values of this type; other JSON texts are read as text.
    """

    def __init__(self, name: str, of_text: Callable[[str], Any], *json_types: type) -> None:
        super().__init__(name)
        self._read = of_text
        self._json_types = json_types

    def of_text(self, text: str) -> Any:
        try:
            return self._read(text)
        except (ValueError, ArithmeticError):  # decimal.InvalidOperation is an ArithmeticError
            raise Mismatch from None

    def of_json(self, value: Any) -> Any:
        if type(value) in self._json_types:
            return value
        if self._json_types or type(value) is not str:
            raise Mismatch
        return self.of_text(value)


class _Bytes(_Scalar):
    """Bytes: base64 in a text and in JSON, and the bytes themselves in a part."""

    is_binary = True

    def of_part(self, part: Part) -> Any:
        return self._of_bytes(part.content)

    def of_text(self, text: str) -> Any:
        return self._of_bytes(super().of_text(text))

    def _of_bytes(self, content: bytes) -> Any:
        return content


class _ByteArray(_Bytes):
    def _of_bytes(self, content: bytes) -> Any:
        return bytearray(content)


class _File(_Bytes):
    """A binary file, which is in memory and has no name."""

    def _of_bytes(self, content: bytes) -> Any:
        return io.BytesIO(content)


class _NoneType(ValueType):
    """None: an empty text, and null."""

    def of_text(self, text: str) -> Any:
        if text:
            raise Mismatch

    def of_json(self, value: Any) -> Any:
        if value is not None:
            raise Mismatch


class _Choice(ValueType):
    """One of several values: of `Literal`, or the members of an enumeration.

    members: the values by their names, which come after the values.
    """

    def __init__(self, name: str, literals: list[tuple[Any, Any]], members: dict[str, Any]) -> None:
        super().__init__(name)
        self._literals = literals
        self._members = members

    def of_text(self, text: str) -> Any:
        return self._first(lambda literal: _is_text_of(text, literal), text)

    def of_json(self, value: Any) -> Any:
        return self._first(lambda literal: type(literal) is type(value) and literal == value, value)

    def _first(self, matches: Callable[[Any], bool], name: Any) -> Any:
        for literal, value in self._literals:
            if matches(literal):
                return value
        if type(name) is str and name in self._members:
            return self._members[name]
        raise Mismatch


class _Union(ValueType):
    """The first alternative that a value fits; text is the last one that is tried for a text."""

    def __init__(self, name: str, alternatives: list[ValueType]) -> None:
        super().__init__(name)
        self._alternatives = alternatives
        self._for_text = sorted(alternatives, key=lambda each: (each.name == "str") + 2 * isinstance(each, _NoneType))
        self.repeats = any(each.repeats for each in alternatives)
        self.is_binary = any(each.is_binary for each in alternatives)

    def of_text(self, text: str) -> Any:
        return _first(self._for_text, lambda each: each.of_text(text))

    def of_json(self, value: Any) -> Any:
        return _first(self._alternatives, lambda each: each.of_json(value))

    def of_part(self, part: Part) -> Any:
        return _first(self._for_text, lambda each: each.of_part(part))

    def of_parts(self, given: list[str | Part]) -> Any:
        able = [each for each in self._for_text if each.repeats or len(given) == 1]
        return _first(able, lambda each: each.of_parts(given))


class _Array(ValueType):
    """A container with items of one type: one for each occurrence of the name.

    make: the container that is passed.
    """

    repeats = True

    def __init__(self, name: str, make: Callable[[Iterable[Any]], Any], item: ValueType) -> None:
        super().__init__(name)
        self._make = make
        self._item = item

    def of_text(self, text: str) -> Any:
        return self.of_parts([text])

    def of_json(self, value: Any) -> Any:
        if type(value) is not list:
            raise Mismatch
        return self._made([self._item.of_json(each) for each in value])

    def of_parts(self, given: list[str | Part]) -> Any:
        return self._made([self._item.of_parts([each]) for each in given])

    def _made(self, items: list[Any]) -> Any:
        try:
            return self._make(items)
        except TypeError:  # an item of a set cannot be hashed
            raise Mismatch from None


class _Tuple(ValueType):
    """A tuple with a type for each place."""

    repeats = True

    def __init__(self, name: str, items: list[ValueType]) -> None:
        super().__init__(name)
        self._items = items

    def of_text(self, text: str) -> Any:
        return self.of_parts([text])

    def of_json(self, value: Any) -> Any:
        if type(value) is not list or len(value) != len(self._items):
            raise Mismatch
        return tuple(item.of_json(each) for item, each in zip(self._items, value))

    def of_parts(self, given: list[str | Part]) -> Any:
        if len(given) != len(self._items):
            raise Mismatch
        return tuple(item.of_parts([each]) for item, each in zip(self._items, given))


class _Mapping(ValueType):
    """A dictionary: JSON, also in a text.

    value: the type of its values.
    """

    def __init__(self, name: str, value: ValueType) -> None:
        super().__init__(name)
        self._value = value

    def of_text(self, text: str) -> Any:
        try:
            return self.of_json(loads(text))
        except (ValueError, RecursionError):
            raise Mismatch from None

    def of_json(self, value: Any) -> Any:
        if type(value) is not dict:
            raise Mismatch
        return {key: self._value.of_json(each) for key, each in value.items()}


ANYTHING: ValueType = _Anything("any value")


def type_of(annotation: Any) -> ValueType:
    """Returns what an annotation accepts; `ANYTHING` if it is not known."""
    if annotation is None or annotation is type(None):
        return _NoneType("None")
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    name = _name(annotation)
    if hasattr(annotation, "__metadata__"):
        return type_of(arguments[0])
    if hasattr(annotation, "__supertype__"):  # of typing.NewType
        return type_of(annotation.__supertype__)
    if origin in _UNIONS:
        alternatives = [type_of(each) for each in arguments]
        known = not any(each is ANYTHING for each in alternatives)
        return _Union(" or ".join(each.name for each in alternatives), alternatives) if known else ANYTHING
    if origin is typing.Literal:
        return _Choice(" or ".join(repr(each) for each in arguments), [(each, each) for each in arguments], {})
    if annotation in _FILES or (origin is typing.IO and arguments == (bytes,)):
        return _File("a file", of_base64)
    container = origin or annotation
    if container is tuple and arguments and arguments[-1] is not Ellipsis:
        return _Tuple(name, [type_of(each) for each in arguments])
    if _is_hashable(container) and container in _ARRAYS:
        return _Array(name, _ARRAYS[container], type_of(arguments[0]) if arguments else ANYTHING)
    if container in (dict, collections.abc.Mapping, collections.abc.MutableMapping):
        return _Mapping(name, type_of(arguments[1]) if arguments else ANYTHING)
    return _class(annotation, name) if isinstance(annotation, type) else ANYTHING


def optional(accepted: ValueType) -> ValueType:
    """Returns a type that also accepts None: a parameter with the default None."""
    if accepted is ANYTHING:
        return accepted
    return _Union(f"{accepted.name} or None", [accepted, _NoneType("None")])


def _class(kind: Any, name: str) -> ValueType:
    scalars: dict[Any, ValueType] = {
        str: _Scalar(name, str, str),
        int: _Scalar(name, _integer, int),
        float: _Scalar(name, _float, float, int),
        bool: _Scalar(name, _boolean, bool),
        complex: _Scalar(name, complex, complex, float, int),
        bytes: _Bytes(name, of_base64),
        bytearray: _ByteArray(name, of_base64),
    }
    if kind in scalars:
        return scalars[kind]
    if issubclass(kind, Enum):
        members = dict(kind.__members__)
        choices = [(member.value, member) for member in members.values()]
        return _Choice(" or ".join(repr(value) for value, _ in choices), choices, members)
    # By name, because a service that needs none of these modules should not import them.
    module = kind.__module__.partition(".")[0]
    if (module, name) in (("datetime", "date"), ("datetime", "datetime"), ("datetime", "time")):
        # Python 3.11 and later read the Z of RFC 3339.
        return _Scalar(name, lambda text: kind.fromisoformat(re.sub("[zZ]$", "+00:00", text) if name != "date" else text))
    if (module, name) in (("uuid", "UUID"), ("decimal", "Decimal")):
        return _Scalar(name, kind) if name == "UUID" else _Decimal(name, kind, int, float)
    if module == "pathlib":
        return _Scalar(name, kind)
    return ANYTHING


class _Decimal(_Scalar):
    """A decimal number, which JSON has as a number or as text."""

    def of_json(self, value: Any) -> Any:
        return self.of_text(str(value) if type(value) in self._json_types else values.checked(value, str))


def _first(types: Iterable[ValueType], read: Callable[[ValueType], Any]) -> Any:
    for each in types:
        try:
            return read(each)
        except ValueError:
            pass
    raise Mismatch


def _is_text_of(text: str, literal: Any) -> bool:
    if literal is None:
        return not text
    if type(literal) is bool:
        return _BOOLEANS.get(text.lower()) is literal
    if type(literal) is bytes:
        return text.encode("utf-8") == literal
    return type(literal) in (str, int, float) and text == str(literal)


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text.strip()):
        raise Mismatch
    return int(text)


def _float(text: str) -> float:
    if not _FLOAT.fullmatch(text.strip()):
        raise Mismatch
    return float(text)


def of_base64(text: str) -> bytes:
    """Returns the bytes of a base64 text, in the alphabet for JSON or for URLs (RFC 4648 §4, §5). Raises Mismatch."""
    standard = text.replace("-", "+").replace("_", "/")
    if not _BASE64.fullmatch(standard):
        raise Mismatch
    return values.from_base64(standard)


def _boolean(text: str) -> bool:
    if text.lower() not in _BOOLEANS:
        raise Mismatch
    return _BOOLEANS[text.lower()]


def _utf8(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise Mismatch from None


def _is_hashable(value: Any) -> bool:
    return isinstance(value, collections.abc.Hashable)


def _name(annotation: Any) -> str:
    if isinstance(annotation, type) and typing.get_origin(annotation) is None:
        return annotation.__qualname__
    return re.sub(r"\b(?:typing|collections\.abc|collections|datetime|decimal|uuid|pathlib)\.", "", str(annotation))


def shown(given: Any) -> str:
    """Returns a value that came, as a short text for a message."""
    if isinstance(given, Part):
        return "a file" if given.is_file else shown(given.content.decode("utf-8", "backslashreplace"))
    text = repr(given) if isinstance(given, str) else json.dumps(given)
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "..."
