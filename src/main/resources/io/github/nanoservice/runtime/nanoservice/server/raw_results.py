"""Sends a result that is bytes or a binary file as such, to a caller that accepts its media type."""
from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header
from werkzeug.wsgi import FileWrapper

from ..settings import MEDIA_TYPE_NAME, SETTINGS
from .parameters import parameters_of

_BYTES = "application/octet-stream"
_PART = 65_536  # bytes for one read from a file


def raw_body(value: Any) -> bytes | Iterable[bytes] | None:
    """Returns the body of a response for bytes or a binary file, from its position on; None for any other value."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    return FileWrapper(value, _PART) if _is_binary_file(value) else None


def media_type_of(name: str, function: Callable[..., Any]) -> str:
    """Returns the media type of bytes that a function returns: that of the settings, or of its annotation.

    name: the endpoint's name.
    """
    return SETTINGS.content_types.get(name) or _annotated(function) or _BYTES


def prefers(accept: str, media_type: str) -> bool:
    """Returns whether a caller accepts a media type, and JSON not more than that (RFC 9110 §12.5.1). accept: its header."""
    if not accept:
        return True
    wanted = parse_accept_header(accept, MIMEAccept)
    quality = wanted.quality(media_type.partition(";")[0].strip())
    return quality > 0 and quality >= wanted.quality("application/json")


def _annotated(function: Callable[..., Any]) -> str:
    """Returns the media type in a result annotation such as `Annotated[bytes, "image/png"]`, or an empty text."""
    for each in getattr(parameters_of(function).result, "__metadata__", ()):
        if isinstance(each, str) and MEDIA_TYPE_NAME.fullmatch(each):
            return each
    return ""


def _is_binary_file(value: Any) -> bool:
    if isinstance(value, io.IOBase):
        return not isinstance(value, io.TextIOBase) and value.readable()
    # The wrappers of this module derive from no class of `io`.
    return type(value).__module__ == "tempfile" and "b" in str(getattr(value, "mode", "b"))
