"""Plain JSON for callers that are not stubs; types that JSON does not have are converted.

Tuples, sets, ranges and iterators become arrays, bytes base64 text, NaN and infinities null, keys text, dates ISO 8601
text, functions their names and members of enumerations their values. An instance of a class of the program becomes an object
of its attributes. Any other value becomes its `str`.
"""
from __future__ import annotations

import json
import math
import time
from collections import deque
from collections.abc import Iterator, Mapping, Set
from enum import Enum
from typing import Any, Union

from ..context import current
from ..settings import SETTINGS
from ..wire import instance_codec, values
from ..wire.codec import DEEPEST
from ..wire.plain_json import containers_of

_dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":")).encode

# The parts of a JSON text; a nested value is an iterator of its own parts.
Texts = Iterator[Union[str, "Texts"]]


def dumps(value: Any) -> str:
    """Returns a value as plain JSON.

    Raises ValueError for a circular reference and for a text longer than NANOSERVICE_MAX_BYTES; TimeoutError if an iterator
    has not ended at the deadline of the call.
    """
    if containers_of([value], DEEPEST) is not None:
        try:
            return _dumps(value)
        except ValueError:  # NaN, an infinity or a very long integer
            pass
    return _joined(_Form().texts(value))


def _joined(texts: Texts) -> str:
    """Returns the joined texts. It uses a stack, because values may be nested more deeply than Python's recursion limit."""
    joined: list[str] = []
    length = 0
    deadline = current().deadline
    stack = [texts]
    while stack:
        text = next(stack[-1], None)
        if text is None:
            stack.pop()
        elif isinstance(text, str):
            joined.append(text)
            length += len(text)
        else:
            stack.append(text)
        if length > SETTINGS.max_bytes:
            limit = f"the limit of {SETTINGS.max_bytes} bytes; set NANOSERVICE_MAX_BYTES to increase the limit"
            raise ValueError(f"its JSON text has more than {limit}")
        if len(joined) % 1000 == 0 and time.monotonic() > deadline:
            raise TimeoutError("an iterator did not end before the deadline of the call")
    return "".join(joined)


class _Form:
    """The plain form of one value."""

    def __init__(self) -> None:
        self._open: set[int] = set()  # ids of the containers that are being written

    def texts(self, value: Any) -> Texts:
        if isinstance(value, (str, bytes, bytearray, int, float)) or value is None:
            yield _scalar(value)
        elif isinstance(value, Mapping):
            yield from self._within(value, self._members(value))
        elif isinstance(value, (list, tuple, deque, Set, range)) or values.is_lazy(value):
            yield from self._within(value, self._items(value))
        elif isinstance(value, Enum):
            yield self.texts(value.value)
        elif _attributes(value) is not None:
            yield from self._within(value, self._members(_attributes(value)))
        elif hasattr(value, "isoformat"):
            yield _dumps(value.isoformat())
        elif callable(value):
            yield _dumps(getattr(value, "__qualname__", str(value)))
        else:
            yield _dumps(str(value))

    def _within(self, value: Any, texts: Texts) -> Texts:
        if id(value) in self._open:
            raise ValueError("it contains itself, which JSON cannot represent")
        self._open.add(id(value))
        yield from texts
        self._open.remove(id(value))

    def _members(self, value: Mapping[Any, Any]) -> Texts:
        separator = "{"
        for key, item in value.items():
            yield f"{separator}{_dumps(_key(key))}:"
            yield self.texts(item)
            separator = ","
        yield "{}" if separator == "{" else "}"

    def _items(self, value: Any) -> Texts:
        separator = "["
        for item in value:
            yield separator
            yield self.texts(item)
            separator = ","
        yield "[]" if separator == "[" else "]"


def _scalar(value: Any) -> str:
    if isinstance(value, (bytes, bytearray)):
        return _dumps(values.base64(value))
    if isinstance(value, float) and not math.isfinite(value):
        return "null"
    if isinstance(value, int) and value.bit_length() > values.DECIMAL_BITS:
        from decimal import Decimal

        return f"{Decimal(value):f}"
    return _dumps(value)


def _key(key: Any) -> str:
    if isinstance(key, (bool, int, float)) or key is None:
        return json.dumps(key)
    if isinstance(key, Enum):
        return _key(key.value)
    return key if isinstance(key, str) else str(key)


def _attributes(value: Any) -> Any:
    layout = instance_codec.layout_of(type(value))
    # The value of an instance that derives from another type, such as `Decimal`, is not in its attributes.
    return None if layout is None or layout.base is not object else layout.attributes(value)
