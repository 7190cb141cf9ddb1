"""The registry of all tags of the wire format.

To add a type to the wire format, add a `Tag` to the module for its kind of values, and to docs/wire-format.md.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import Any, Optional

from .. import source_modules
from . import arrays, containers, endpoints, exceptions, instance_codec, stdlib_codec, values
from .tags import Decoder, Tag

# Tags for objects that occur more than once, are deeply nested or have a name; the writer itself writes them.
_STRUCTURE = (
    Tag("same", lambda content, reader: reader.same(content)),
    Tag("again", lambda content, reader: reader.again(content)),
    Tag("deep", lambda content, reader: reader.deep(*content)),
    Tag("later", lambda content, reader: reader.later(content)),
    Tag("constant", lambda content, reader: reader.constant(*content)),
)

# The program's functions and classes come first, because a class of the program may have the name of a built-in type.
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

# The function that reads the content of each tag, by the name of the JSON member.
DECODERS: dict[str, Callable[[Any, Decoder], Any]] = {f"${tag.name}": tag.decode for tag in TAGS}

_by_type_name: dict[str, Tag] = {name: tag for tag in TAGS for name in tag.types}
_guarded = tuple((tag.accepts, tag) for tag in TAGS if tag.accepts is not None)
_found: dict[type, Tag] = {}


def tag_for(kind: type, value: Any) -> Optional[Tag]:
    """Returns the tag for a value of this type, or None if the value cannot be sent."""
    return _found.get(kind) or _find(kind, value)


def _find(kind: type, value: Any) -> Optional[Tag]:
    own = instance_codec.layout_of(kind) is not None
    tag = None if own else _by_type_name.get(f"{kind.__module__.partition('.')[0]}.{kind.__qualname__}")
    if tag is None:
        tag = next((tag for accepts, tag in _guarded if accepts(value)), None)
        if tag is None:
            return None
    # While a module is being imported, its classes cannot be found by name yet, so the result is not cached.
    if not tag.by_value and (own or not source_modules.is_own(kind.__module__)):
        _found[kind] = tag
    return tag
