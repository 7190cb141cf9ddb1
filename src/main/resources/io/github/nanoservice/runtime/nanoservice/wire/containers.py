"""Lists, dictionaries and the other containers of the language: reading and replacing their contents.

A changed argument is sent as its contents: `contents_of` writes them, and `put` replaces those of the caller's container.
"""
from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from typing import Any

from . import arrays, stdlib_codec, values
from .plain_json import is_flat
from .tags import Decoder, Encoder, Part, Tag


def contents_of(container: Any, kind: Any, part: Part) -> Any:
    """Returns the contents of a container of this kind, or of a class derived from it, as a node.

    Only the methods of `kind` are called, not those of a derived class.
    part: writes one value.
    """
    if type(container) is not kind and kind in (list, set, deque):
        return _items(list(kind.__iter__(container)), part)
    contents: Callable[[Any, Part], Any] = _CONTENTS.get(kind, arrays.contents)
    return contents(container, part)


def put(container: Any, kind: Any, items: list[Any]) -> None:
    """Replaces the contents of a container of this kind with these items, or pairs for a dictionary."""
    kind.clear(container)
    if issubclass(kind, dict):
        # One by one, because `Counter.update` would add the counts.
        for key, item in items:
            kind.__setitem__(container, key, item)
    else:
        (kind.update if kind is set else kind.extend)(container, items)


def _items(container: Any, part: Part) -> list[Any]:
    if is_flat(container):  # for example a list of numbers that was sorted in place
        return list(container)
    return [part(item) for item in container]


def _pairs_of(kind: Any) -> Callable[[Any, Part], Any]:
    def pairs(container: Any, part: Part) -> list[Any]:
        return [[part(key), part(item)] for key, item in kind.items(container)]

    return pairs


_CONTENTS: dict[type, Callable[[Any, Part], Any]] = {
    list: _items,
    set: _items,
    deque: _items,
    bytearray: lambda container, part: values.base64(container),
    dict: _pairs_of(dict),
    OrderedDict: _pairs_of(OrderedDict),
    Counter: _pairs_of(Counter),
    defaultdict: _pairs_of(defaultdict),
}
# The mutable container types of the language and its standard library.
CHANGEABLE = frozenset(_CONTENTS)
# The container types that can be deferred with `$later`, by name.
DEFERRABLE: dict[str, Callable[[], Any]] = {"list": list, "dict": dict, "set": set}


def _encoder(kind: type) -> Callable[[Any, Encoder], Any]:
    contents = _CONTENTS[kind]

    def encode(value: Any, writer: Encoder) -> Any:
        writer.depth += 1
        try:
            return contents(value, writer.part)
        finally:
            writer.depth -= 1

    return encode


def _tag(kind: Any) -> Tag:
    name = kind.__name__
    return Tag(
        name,
        lambda content, reader: reader.filled(kind(), content),
        _encoder(kind),
        types=(f"{kind.__module__}.{name}",),
        counts=True,
        deferred=(lambda value: name) if name in DEFERRABLE else None,
    )


def _decode_defaultdict(content: Any, reader: Decoder) -> Any:
    made: defaultdict[Any, Any] = reader.filled(defaultdict(), content[0])
    made.default_factory = reader.decode(content[1])
    return made


def _encode_items(value: Any, writer: Encoder) -> list[Any]:
    return [writer.part(item) for item in value]


_encode_deque, _encode_defaultdict = _encoder(deque), _encoder(defaultdict)

TAGS = (
    *map(_tag, (list, dict, set, bytearray, OrderedDict, Counter)),
    Tag(
        "deque",
        lambda content, reader: reader.filled(deque(maxlen=values.checked(content[1], int, type(None))), content[0]),
        lambda value, writer: [_encode_deque(value, writer), value.maxlen],
        types=("collections.deque",),
        counts=True,
    ),
    Tag(
        "defaultdict",
        _decode_defaultdict,
        lambda value, writer: [_encode_defaultdict(value, writer), writer.part(value.default_factory)],
        types=("collections.defaultdict",),
        counts=True,
    ),
    Tag(
        "tuple",
        lambda content, reader: tuple([reader.decode(item) for item in values.array(content)]),
        _encode_items,
        types=("builtins.tuple",),
        accepts=stdlib_codec.is_nameless_tuple,
    ),
    Tag(
        "frozenset",
        lambda content, reader: frozenset(reader.work.add_keys([reader.decode(item) for item in values.array(content)])),
        _encode_items,
        types=("builtins.frozenset",),
    ),
)
