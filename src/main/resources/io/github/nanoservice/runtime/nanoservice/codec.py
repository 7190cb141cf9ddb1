"""The lossless form: JSON values stay themselves, what JSON would lose is tagged.

A tag is an object of one member whose name begins with "$": `(1, 2)` is `{"$tuple": [1, 2]}`. A dictionary of the
user's that looks like a tag is tagged itself: `{"$a": 1}` is `{"$dict": [["$a", 1]]}`. Lists, dictionaries and other
containers that can be changed are counted, and one that comes again is `{"$same": <its number>}`; so shared and circular
values stay so, and both sides can name an argument by its number. They are counted in the order in which they begin; in
a text without any tag, level by level, which is how `walk` sees them.
"""
from __future__ import annotations

import json
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterable
from itertools import count, cycle
from types import BuiltinFunctionType, FunctionType
from typing import Any, Optional

from . import arrays, exceptions, library, values
from .references import Reference, function_of, reference_of
from .walk import containers_of

MEDIA_TYPE = "application/vnd.nanoservice+json"
STREAM_TYPE = "application/vnd.nanoservice.lines"  # a line for each item; see streams

CHANGEABLE = frozenset({list, dict, set, bytearray, deque, OrderedDict, Counter, defaultdict})

# ASCII only: `json` writes that fastest, and half of a surrogate pair has a place in it.
_dumps = json.JSONEncoder(allow_nan=False, check_circular=False, separators=(",", ":")).encode


class Writer:
    """Writes values that belong together, such as the arguments of one call; numbers run through all of them.

    containers: what was counted before, as the arguments were when the result is written; it grows with each value.
    """

    def __init__(self, containers: Iterable[Any] = ()) -> None:
        self.containers: list[Any] = list(containers)
        self._numbers: dict[int, int] = {}  # by id, made when a first value needs them

    def write(self, value: Any) -> str:
        """Returns the text of the lossless form of a value. Raises TypeError for a value that cannot cross."""
        texts = self._plain([value], value)
        return texts[0] if texts else _dumps(self.encode(value))

    def write_call(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[str, str]:
        """Returns the arguments of a call as the texts of a JSON array and a JSON object.

        Raises TypeError that begins with the place or the name of the argument that cannot cross.
        """
        texts = self._plain([*args, *kwargs.values()], args, kwargs)
        if texts:
            return texts[0], texts[1]
        positional = [self._argument(str(place), value) for place, value in enumerate(args, 1)]
        keywords = {name: self._argument(repr(name), value) for name, value in kwargs.items()}
        return _dumps(positional), _dumps(keywords)

    def encode(self, value: Any) -> Any:
        """Returns the lossless form as the JSON value it is. Raises TypeError for a value that cannot cross."""
        kind = type(value)
        if kind is str or kind is bool or value is None:
            return value
        if kind is int or kind is float:
            return values.number(value)
        number = self._number(value)
        if number is not None:
            return {"$same": number}
        if kind in CHANGEABLE:
            self._count(value)
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
        if arrays.is_array(type(container)):
            return arrays.contents(container, self.encode)
        return [self.encode(item) for item in container]

    def forget(self, first: int) -> None:
        """Takes back the counting of all containers from this number on."""
        for container in self.containers[first:]:
            self._numbers.pop(id(container), None)
        del self.containers[first:]

    def _plain(self, roots: list[Any], *whole: Any) -> Optional[list[str]]:
        """Returns the JSON texts of `whole`, whose values are `roots`, where they are their own lossless form."""
        found = containers_of(roots)
        if found is None or (self.containers and any(self._number(container) is not None for container in found)):
            return None
        try:
            texts = [_dumps(value) for value in whole]
        except ValueError:  # a float or an integer that JSON cannot hold
            return None
        if any(map(may_have_tags, texts)):
            return None
        self.containers += found
        return texts

    def _argument(self, place: str, value: Any) -> Any:
        try:
            return self.encode(value)
        except TypeError as error:
            raise TypeError(f"argument {place}: {error}") from None

    def _tag(self, name: str, contents: Any, value: Any) -> dict[str, Any]:
        if name == "deque":
            return {"$deque": [contents, value.maxlen]}
        if name == "defaultdict":
            return {"$defaultdict": [contents, self.encode(value.default_factory)]}
        return {"$" + name: contents}

    def _other(self, kind: type, value: Any) -> Any:
        if isinstance(value, BaseException):
            self._count(value)
            return {"$exception": exceptions.describe(value, self._encode_or_text)}
        if arrays.is_array(kind):
            self._count(value)
        for module in (values, arrays, library):
            encoded = module.encode(kind, value, self.encode)
            if encoded is not None:
                return encoded
        if kind is FunctionType or kind is BuiltinFunctionType or kind is type:
            reference = reference_of(value) if kind is FunctionType else None
            if reference is not None:
                return {"$function": [reference.name, reference.host, reference.kind]}
            if values.BUILTINS.get(value.__name__) is value:
                return {"$builtin": value.__name__}
        if values.is_lazy(value) and kind not in _ENDLESS:
            return {"$iterator": [self.encode(item) for item in value]}
        raise TypeError(f"a value of type {values.type_name(value)} cannot be sent to another service")

    def _encode_or_text(self, value: Any) -> Any:
        counted = len(self.containers)
        try:
            return self.encode(value)
        except TypeError:
            self.forget(counted)  # they are not in what is sent
            return values.text(value)

    def _number(self, value: Any) -> Optional[int]:
        if len(self._numbers) != len(self.containers):
            self._numbers = {id(container): number for number, container in enumerate(self.containers)}
        return self._numbers.get(id(value))

    def _count(self, container: Any) -> None:
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

    def count(self, nodes: Iterable[Any]) -> None:
        """Counts the containers of JSON values without tags, which are their own lossless form."""
        self.containers += containers_of(nodes) or ()

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
        elif arrays.is_array(type(container)):
            arrays.fill(container, contents, self.decode)
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
            return self._counted(lambda: exceptions.restore(content, self.decode))
        if tag in ("array", "ndarray"):
            return self._counted(lambda: arrays.make(content, self.decode))
        if tag == "function":
            return function_of(Reference(*content))
        if tag == "builtin":
            return values.BUILTINS[content]
        if tag == "iterator":
            return iter([self.decode(item) for item in content])
        return _DECODERS[tag](content, self.decode)

    def _filled(self, container: Any, contents: Any) -> Any:
        self.containers.append(container)  # before its contents, which may hold it
        self.fill(container, contents)
        return container

    def _counted(self, make: Callable[[], Any]) -> Any:
        place = len(self.containers)
        self.containers.append(None)
        self.containers[place] = make()
        return self.containers[place]


_EMPTY: dict[str, Callable[[], Any]] = {
    "dict": dict, "set": set, "bytearray": bytearray, "OrderedDict": OrderedDict, "Counter": Counter,
}  # fmt: skip
_DECODERS: dict[str, Callable[[Any, values.Decode], Any]] = {
    **values.DECODERS,
    "numpy": arrays.decode_scalar,
    "enum": library.decode_enum,
    "namedtuple": library.decode_namedtuple,
    "structseq": library.decode_structseq,
}
_ENDLESS = frozenset({count, cycle})  # of the iterators that the library makes


def _is_json_object(value: dict[Any, Any]) -> bool:
    if not {str}.issuperset(map(type, value)):
        return False
    return len(value) != 1 or not next(iter(value)).startswith("$")


def loads(text: str) -> Any:
    """Returns a JSON text as a value. Raises ValueError where it is none."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise
    except ValueError:  # it has an integer of more digits than this process takes (since 3.11), but its sender did
        return json.loads(text, parse_int=values.integer)


def may_have_tags(text: str) -> bool:
    """Returns whether a JSON text may hold a tag. Where it does not, it is its own lossless form."""
    return "$" in text and '"$' in text  # one character is found many times faster than two


def to_bytes(text: str) -> bytes:
    """Returns the UTF-8 of a JSON text; half of a surrogate pair, which UTF-8 has no place for, as its JSON escape."""
    return text.encode("utf-8", "backslashreplace")
