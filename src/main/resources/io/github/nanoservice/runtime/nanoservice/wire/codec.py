"""The lossless form: JSON values stay themselves, what JSON would lose is tagged.

A tag is an object of one member whose name begins with "$": `(1, 2)` is `{"$tuple": [1, 2]}`. A dictionary of the
user's that looks like a tag is tagged itself: `{"$a": 1}` is `{"$dict": [["$a", 1]]}`. Lists, dictionaries and other
containers that can be changed are counted, and one that comes again is `{"$same": <its number>}`; so shared and
circular values stay so, and both sides can name an argument by its number. They are counted in the order in which they
begin; in a text without any tag, level by level, which is how `walk` sees them.
"""
from __future__ import annotations

import json
from typing import Any

from . import values

MEDIA_TYPE = "application/vnd.nanoservice+json"
STREAM_TYPE = "application/vnd.nanoservice.lines"  # a line for each item; see streams

# Levels of nesting that one JSON value is given: `json` is recursive, and Python's limit of 1,000 is for all that runs.
DEEPEST = 100

# What writing raises: for a value that cannot be sent, an iterator with too many items, and one that takes too long.
UNWRITABLE = (TypeError, ConnectionError, TimeoutError)


def loads(text: str) -> Any:
    """Returns a JSON text as a value. Raises ValueError if it is not JSON."""
    try:
        return _DECODER.decode(text)
    except (json.JSONDecodeError, _NoJson):
        raise
    except ValueError:  # it has an integer of more digits than this process takes (since 3.11), but its sender did
        return json.loads(text, parse_int=values.integer, parse_constant=_refuse)


class _NoJson(ValueError):
    """A text that `json` would read all the same."""


def _refuse(constant: str) -> Any:
    raise _NoJson(f"{constant} is not JSON (RFC 8259 §6)")


_DECODER = json.JSONDecoder(parse_constant=_refuse)


def may_have_tags(text: str) -> bool:
    """Returns whether a JSON text may hold a tag. A text without tags is its own lossless form."""
    return "$" in text and '"$' in text  # one character is found many times faster than two


def to_bytes(text: str) -> bytes:
    """Returns the UTF-8 of a JSON text; half of a surrogate pair, which UTF-8 has no place for, as its JSON escape."""
    return text.encode("utf-8", "backslashreplace")
