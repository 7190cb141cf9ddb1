"""The lossless form: values that JSON can represent are plain JSON; all other values are tagged.

A tag is an object of one member whose name begins with "$": `(1, 2)` is `{"$tuple": [1, 2]}`. A user's
dictionary that looks like a tag is itself tagged: `{"$a": 1}` is `{"$dict": [["$a", 1]]}`. Lists, dictionaries and other
mutable containers are numbered, and a further occurrence is `{"$same": <number>}`. This preserves shared and circular
references, and lets both sides refer to an argument by its number. Containers are numbered in the order in which they
begin; in a text without tags, level by level, as `plain_json` visits them.
"""
from __future__ import annotations

import json
from typing import Any

from . import values

MEDIA_TYPE = "application/vnd.nanoservice+json"
STREAM_TYPE = "application/vnd.nanoservice.lines"  # one line for each item; see server/streams.py
# The type of a problem for an exception, without the name of a built-in class at its end.
DOCUMENTATION = "https://docs.python.org/3/library/exceptions.html#"

# The most levels of nesting in one JSON value: `json` is recursive, and Python's limit of 1,000 frames covers the whole stack.
DEEPEST = 100

# The exceptions of writing: a value cannot be sent, an iterator yields too many items, an iterator takes too long.
UNWRITABLE = (TypeError, ConnectionError, TimeoutError)


def loads(text: str) -> Any:
    """Returns the value of a JSON text. Raises ValueError if it is not JSON."""
    try:
        if _may_have_long_number(text):
            return _decode_long_numbers(text)
        try:
            return _DECODER.decode(text)
        except (json.JSONDecodeError, _InvalidJson):
            raise
        except ValueError:  # an integer has more digits than the limit of this process (since 3.11)
            return _decode_long_numbers(text)
    except RecursionError:
        raise _InvalidJson(f"the JSON is nested too deeply; the format allows {DEEPEST} levels") from None


def _may_have_long_number(text: str) -> bool:
    """Returns True if a text has a number of LONGEST_DECIMAL digits; shorter ones may be reported too.

    Such a number fills at least one of the blocks, and each block is visited once. A regular expression would begin anew at
    each digit of a run that is too short, in quadratic time.
    """
    return len(text) >= values.LONGEST_DECIMAL and any(
        text[start : start + _BLOCK].isdigit() for start in range(0, len(text) - _BLOCK + 1, _BLOCK)
    )


def _decode_long_numbers(text: str) -> Any:
    return json.loads(text, parse_int=values.integer, parse_constant=_refuse)


class _InvalidJson(ValueError):
    """The text is not JSON, although the module `json` accepts it."""


def _refuse(constant: str) -> Any:
    raise _InvalidJson(f"{constant} is not JSON (RFC 8259 §6)")


# Up to Python 3.10 the module `json` reads integers of any length, in quadratic time.
_BLOCK = values.LONGEST_DECIMAL // 2
_DECODER = json.JSONDecoder(parse_constant=_refuse)


def may_have_tags(text: str) -> bool:
    """Returns whether a JSON text may contain a tag. A text without tags is its own lossless form."""
    return "$" in text and '"$' in text  # searching for one character is many times faster than for two


def to_bytes(text: str) -> bytes:
    """Returns a JSON text in UTF-8; a lone surrogate, which UTF-8 cannot encode, becomes its JSON escape."""
    return text.encode("utf-8", "backslashreplace")
