"""The lossless form: JSON values stay themselves, what JSON would lose is tagged.

A tag is an object of one member whose name begins with "$": `(1, 2)` is `{"$tuple": [1, 2]}`. A dictionary of the
user's that looks like a tag is tagged itself: `{"$a": 1}` is `{"$dict": [["$a", 1]]}`. Lists, dictionaries and other
containers that can be changed are counted in the order in which they begin, and one that comes again is
`{"$same": <its number>}`; so shared and circular values stay so, and both sides can name an argument by its number.
"""
from __future__ import annotations

import json
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterable
from types import BuiltinFunctionType, FunctionType
from typing import Any, Optional

from . import exceptions, values
from .references import Reference, function_of, reference_of

MEDIA_TYPE = "application/vnd.nanoservice+json"
STREAM_TYPE = "application/vnd.nanoservice.lines"  # one [kind, value] a line; the kinds are "item", "return", "raise"

_SCALARS = frozenset({str, int, float, bool, type(None)})
_STRINGS = frozenset({str})
_dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":")).encode


class Writer:
    """Writes values that belong together, such as the arguments of one call; numbers run through all of them.

    containers: what was counted before, as the arguments were when the result is written; it grows with each value.
    """

    def __init__(self, containers: Iterable[Any] = ()) -> None:
        self.containers: list[Any] = list(containers)
        self._numbers = {id(container): number for number, container in enumerate(self.containers)}

    def write(self, value: Any) -> str:
        """Returns the text of a value's lossless form. Raises TypeError for a value that cannot cross."""
        plain = _containers_of_plain(value)
        if plain is not None and self._numbers.keys().isdisjoint(map(id, plain)):
            try:
                text = _dumps(value)
            except ValueError:  # a float or an integer that JSON cannot hold
                pass
            else:
                self._count(plain)
                return text
        return _dumps(self.encode(value))

    def encode(self, value: Any) -> Any:
        """Returns the lossless form as the JSON value it is. Raises TypeError for a value that cannot cross."""
        kind = type(value)
        if kind is str or kind is bool or value is None:
            return value
        if kind is int or kind is float:
            return values.number(value)
        number = self._numbers.get(id(value))
        if number is not None:
            return {"$same": number}
        if kind in CHANGEABLE:
            self._count([value])
            contents = self.contents(value)
            if kind is dict and _is_json_object(value):
                return {key: item for key, item in contents}
            return contents if kind is list else self._tag(kind.__name__, contents, value)
        if kind is tuple or kind is frozenset:
            return {"$" + kind.__name__: [self.encode(item) for item in value]}
        return self._other(kind, value)

    def contents(self, container: Any) -> Any:
        """Returns what is in a container that can be changed, without the container itself."""
        if isinstance(container, dict):
            return [[self.encode(key), self.encode(item)] for key, item in container.items()]
        if isinstance(container, bytearray):
            return values.base64(container)
        return [self.encode(item) for item in container]

    def _tag(self, name: str, contents: Any, value: Any) -> dict[str, Any]:
        if name == "deque":
            return {"$deque": [contents, value.maxlen]}
        if name == "defaultdict":
            return {"$defaultdict": [contents, self.encode(value.default_factory)]}
        return {"$" + name: contents}

    def _other(self, kind: type, value: Any) -> Any:
        encoded = values.encode(kind, value, self.encode)
        if encoded is not None:
            return encoded
        if isinstance(value, BaseException):
            self._count([value])
            return {"$exception": exceptions.describe(value, self._encode_or_text)}
        if kind is FunctionType or kind is BuiltinFunctionType or kind is type:
            reference = reference_of(value) if kind is FunctionType else None
            if reference is not None:
                return {"$function": [reference.name, reference.host, reference.kind]}
            if values.BUILTINS.get(value.__name__) is value:
                return {"$builtin": value.__name__}
        if values.is_lazy(value):
            return {"$iterator": [self.encode(item) for item in value]}
        raise TypeError(f"a value of type {values.type_name(value)} cannot be sent to another service")

    def _encode_or_text(self, value: Any) -> Any:
        counted = len(self.containers)
        try:
            return self.encode(value)
        except TypeError:
            for container in self.containers[counted:]:  # they are not in what is sent
                del self._numbers[id(container)]
            del self.containers[counted:]
            return values.text(value)

    def _count(self, containers: Iterable[Any]) -> None:
        for container in containers:
            self._numbers[id(container)] = len(self.containers)
            self.containers.append(container)


class Reader:
    """Reads values that belong together, with the same numbers as the `Writer` gave them."""

    def __init__(self, containers: Iterable[Any] = ()) -> None:
        self.containers: list[Any] = list(containers)

    def read(self, node: Any) -> Any:
        """Returns the value of a lossless form that was read as JSON. Raises ValueError where it is in no such form."""
        try:
            return self.decode(node)
        except (TypeError, KeyError, IndexError, AttributeError) as error:
            raise ValueError(f"not in the form of {MEDIA_TYPE}: {error!r}") from error

    def count(self, node: Any) -> Any:
        """Counts the containers of a JSON value without tags, as reading it would, and returns it as it is."""
        self.containers.extend(_containers_of_plain(node) or ())
        return node

    def decode(self, node: Any) -> Any:
        """Returns the value of a lossless form that is a JSON value already."""
        kind = type(node)
        if kind is list:
            return self._filled([], node)
        if kind is not dict:
            return node
        if len(node) == 1:
            (tag, content), = node.items()
            if tag.startswith("$"):
                return self._tagged(tag[1:], content)
        value: dict[str, Any] = {}
        self.containers.append(value)
        for key, item in node.items():
            value[key] = self.decode(item)
        return value

    def fill(self, container: Any, contents: Any) -> None:
        """Puts contents, as `Writer.contents` gave them, into a container in place of what it holds."""
        if isinstance(container, dict):
            pairs = [(self.decode(key), self.decode(item)) for key, item in contents]
            container.clear()
            # One by one: a Counter's own update would add up.
            for key, item in pairs:
                container[key] = item
        elif isinstance(container, bytearray):
            container[:] = values.from_base64(contents)
        else:
            items = [self.decode(item) for item in contents]
            container.clear()
            (container.update if isinstance(container, set) else container.extend)(items)

    def _tagged(self, tag: str, content: Any) -> Any:
        if tag == "same":
            return self.containers[content]
        if tag == "tuple":
            return tuple([self.decode(item) for item in content])
        if tag == "frozenset":
            return frozenset([self.decode(item) for item in content])
        if tag == "deque":
            return self._filled(deque(maxlen=content[1]), content[0])
        if tag == "defaultdict":
            value: defaultdict[Any, Any] = self._filled(defaultdict(), content[0])
            value.default_factory = self.decode(content[1])
            return value
        if tag in _EMPTY:
            return self._filled(_EMPTY[tag](), content)
        if tag == "exception":
            place = len(self.containers)
            self.containers.append(None)
            self.containers[place] = exceptions.restore(content, self.decode)
            return self.containers[place]
        if tag == "function":
            return function_of(Reference(*content))
        if tag == "builtin":
            return values.BUILTINS[content]
        if tag == "iterator":
            return iter([self.decode(item) for item in content])
        return values.decode(tag, content, self.decode)

    def _filled(self, container: Any, contents: Any) -> Any:
        self.containers.append(container)  # before its contents, which may hold it
        self.fill(container, contents)
        return container


_EMPTY: dict[str, Callable[[], Any]] = {
    "dict": dict, "set": set, "bytearray": bytearray, "OrderedDict": OrderedDict, "Counter": Counter,
}  # fmt: skip
CHANGEABLE = frozenset({list, dict, set, bytearray, deque, OrderedDict, Counter, defaultdict})


def _is_json_object(value: dict[Any, Any]) -> bool:
    if not _STRINGS.issuperset(map(type, value)):
        return False
    return len(value) != 1 or not next(iter(value)).startswith("$")


def _containers_of_plain(value: Any) -> Optional[list[Any]]:
    """Returns the lists and dictionaries in a value in the order they begin, or None when some of it needs a tag.

    Only what holds other containers is looked at in Python; flat lists and dictionaries are checked at the speed of C.
    """
    found: list[Any] = []
    if type(value) in _SCALARS:
        return found
    waiting = [value]
    seen = set()
    while waiting:
        item = waiting.pop()
        kind = type(item)
        if kind is dict and _is_json_object(item):
            children: Iterable[Any] = item.values()
        elif kind is list:
            children = item
        else:
            return None
        if id(item) in seen:
            return None
        seen.add(id(item))
        found.append(item)
        if not _SCALARS.issuperset(map(type, children)):
            nested = [child for child in children if type(child) not in _SCALARS]
            waiting.extend(reversed(nested))
    return found



def may_have_tags(text: str) -> bool:
    """Returns whether a JSON text may hold a tag. Where it does not, it is its own lossless form."""
    return '"$' in text


def to_bytes(text: str) -> bytes:
    """Returns the UTF-8 of a JSON text; half of a surrogate pair, which UTF-8 has no place for, as its JSON escape."""
    return text.encode("utf-8", "backslashreplace")
