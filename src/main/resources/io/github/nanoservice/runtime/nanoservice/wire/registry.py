"""The registry of all tags: for each, how it is written and how it is read.

To add a type to the wire format, add a `Tag` to the module for its kind of values, and to docs/wire-format.md.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import Any, Optional

from .. import source_modules
from . import arrays, containers, endpoints, exceptions, instance_codec, stdlib_codec, values
from .tags import Decoder, Tag

# Where one object is in several places, or is nested deep; the writer writes these itself.
_STRUCTURE = (
    Tag("same", lambda content, reader: reader.containers[content]),
    Tag("again", lambda content, reader: reader.iterators[content]),
    Tag("deep", lambda content, reader: reader.deep(*content)),
    Tag("later", lambda content, reader: reader.later(content)),
)

# Tags of what the program defines come first: a class of the program may have the name of one of the language.
TAGS: tuple[Tag, ...] = (
    *endpoints.TAGS,
    *instance_codec.TAGS,
    *_STRUCTURE,
    *containers.TAGS,
    *values.TAGS,
    *arrays.TAGS,
    *exceptions.TAGS,
    *stdlib_codec.TAGS,
    Tag(
        "iterator",
        lambda content, reader: reader.iterator(*content),
        lambda value, writer: writer.iterator(value),
        accepts=values.is_finite_iterator,
    ),
)

# What reads the content of each tag, by the name of the JSON member.
DECODERS: dict[str, Callable[[Any, Decoder], Any]] = {f"${tag.name}": tag.decode for tag in TAGS}

_by_type_name: dict[str, Tag] = {name: tag for tag in TAGS for name in tag.types}
_guarded = tuple((tag.accepts, tag) for tag in TAGS if tag.accepts is not None)
_found: dict[type, Tag] = {}


def tag_for(kind: type, value: Any) -> Optional[Tag]:
    """Returns the tag in which a value of this type is written, or None if it cannot be sent."""
    return _found.get(kind) or _find(kind, value)


def _find(kind: type, value: Any) -> Optional[Tag]:
    own = instance_codec.layout_of(kind) is not None
    tag = None if own else _by_type_name.get(f"{kind.__module__.partition('.')[0]}.{kind.__qualname__}")
    if tag is None:
        tag = next((tag for accepts, tag in _guarded if accepts(value)), None)
        if tag is None:
            return None
    # A class of the program that is not known yet may be known when its module has been loaded completely.
    if not tag.by_value and (own or not source_modules.is_own(kind.__module__)):
        _found[kind] = tag
    return tag
