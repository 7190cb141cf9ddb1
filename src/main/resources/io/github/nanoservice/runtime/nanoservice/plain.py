"""Plain JSON, for callers that are not stubs: readable anywhere, at the price of what JSON cannot say.

Tuples, sets, ranges and what yields items become arrays; bytes their base64 text; NaN and infinities null; the keys of
objects text; dates ISO 8601; a function its name; anything else what `str` makes of it.
"""
from __future__ import annotations

import json
import math
from collections.abc import Mapping, Set
from typing import Any

from . import values


def dumps(value: Any) -> str:
    """Returns a value as plain JSON. Raises RecursionError for a value that holds itself."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (bytes, bytearray)):
        return values.base64(value)
    if isinstance(value, (list, tuple, Set, range)) or _is_deque(value) or values.is_lazy(value):
        return [_plain(item) for item in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if callable(value):
        return getattr(value, "__qualname__", str(value))
    return str(value)


def _key(key: Any) -> str:
    if isinstance(key, (bool, int, float)) or key is None:
        return json.dumps(key)
    return key if isinstance(key, str) else str(key)


def _is_deque(value: Any) -> bool:
    return type(value).__name__ == "deque"
