"""The lossless form: JSON values stay unchanged, and all other values are tagged.

A tag is an object of one member whose name begins with "$": `(1, 2)` is `{"$tuple": [1, 2]}`. A dictionary that looks like
a tag is tagged itself: `{"$a": 1}` is `{"$dict": [["$a", 1]]}`. Lists, dictionaries and other mutable containers are
numbered, and a repeated one is `{"$same": <its number>}`. So shared and circular values stay shared, and both sides can
refer to an argument by its number. Numbers follow the order in which containers begin; in a text without tags they go
level by level, as `plain_json` visits containers.
"""
from __future__ import annotations

import json
from typing import Any

from . import values

MEDIA_TYPE = "application/vnd.nanoservice+json"
STREAM_TYPE = "application/vnd.nanoservice.lines"  # a line for each item; see streams

# Deepest nesting of one JSON value: `json` is recursive, and Python's limit of 1,000 includes all callers.
DEEPEST = 100

# Raised by writing: for a value that cannot be sent, an iterator with too many items, and one that takes too long.
UNWRITABLE = (TypeError, ConnectionError, TimeoutError)


def loads(text: str) -> Any:
    """Returns a JSON text as a value. Raises ValueError if it is not JSON."""
    try:
        return _DECODER.decode(text)
    except (json.JSONDecodeError, _NoJson):
        raise
    except ValueError:  # an integer has more digits than this process converts (since 3.11)
        return json.loads(text, parse_int=values.integer, parse_constant=_refuse)


class _NoJson(ValueError):
    """The text is not JSON, although `json` would read it."""


def _refuse(constant: str) -> Any:
    raise _NoJson(f"{constant} is not JSON (RFC 8259 §6)")


_DECODER = json.JSONDecoder(parse_constant=_refuse)


def may_have_tags(text: str) -> bool:
    """Returns whether a JSON text may hold a tag. A text without tags is its own lossless form."""
    return "$" in text and '"$' in text  # searching for one character is many times faster than for two


def to_bytes(text: str) -> bytes:
    """Returns a JSON text in UTF-8. An unpaired surrogate, which UTF-8 cannot encode, becomes a JSON escape."""
    return text.encode("utf-8", "backslashreplace")
