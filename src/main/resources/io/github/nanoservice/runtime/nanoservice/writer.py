"""Writing values in the lossless form."""
from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import count, cycle
from types import BuiltinFunctionType, FunctionType, MethodDescriptorType, MethodType
from typing import Any, Optional

from . import arrays, classes, exceptions, instances, library, modules, values
from .codec import CHANGEABLE, DEEPEST, may_have_tags
from .context import current
from .references import reference_of
from .settings import SETTINGS
from .walk import are_scalars, containers_of, is_flat

_LATER = frozenset({list, dict, set})
_ENDLESS = frozenset({count, cycle})  # of the iterators that the library makes

# What writing raises: for a value that cannot cross, for an iterator with too many items, for one that takes too long.
UNWRITABLE = (TypeError, ConnectionError, TimeoutError)

_CUT = "cut it first, like list(itertools.islice(items, 10))"

# ASCII only: `json` writes that fastest, and half of a surrogate pair has a place in it.
_dumps = json.JSONEncoder(allow_nan=False, check_circular=False, separators=(",", ":")).encode


class Writer:
    """Writes values that belong together, such as the arguments of one call; numbers run through all of them.

    containers: what was counted before, as the arguments were when the result is written; it grows with each value.
    """

    def __init__(self, containers: Iterable[Any] = ()) -> None:
        self.containers: list[Any] = list(containers)
        self._numbers: dict[int, int] = {}  # by id, made when a first value needs them
        self._depth = 0
        self._later: list[Any] = []
        self._iterators: list[Any] = []

    def write(self, value: Any) -> str:
        """Returns the text of the lossless form of a value. Raises one of UNWRITABLE where it cannot be written."""
        texts = self._plain([value], value)
        return texts[0] if texts else _dumps(self.encode(value))

    def write_call(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[str, str]:
        """Returns the arguments of a call as the texts of a JSON array and a JSON object.

        Raises one of UNWRITABLE that begins with the place or the name of the argument that cannot be written.
        """
        texts = self._plain([*args, *kwargs.values()], args, kwargs)
        if texts:
            return texts[0], texts[1]
        positional = [self._argument(str(place), value) for place, value in enumerate(args, 1)]
        keywords = {name: self._argument(repr(name), value) for name, value in kwargs.items()}
        return _dumps(positional), _dumps(keywords)

    def encode(self, value: Any) -> Any:
        """Returns the lossless form as the JSON value it is. Raises one of UNWRITABLE where it cannot be written."""
        outer, self._later = self._later, []
        try:
            node = self._encode(value)
            # What is nested too deep comes behind, as [number, contents]; it may hold what is too deep again.
            table = [[self._number(container), self._contents(container)] for container in self._later]
        finally:
            self._later = outer
        return {"$deep": [node, table]} if table else node

    def contents(self, container: Any) -> Any:
        """Returns what is in a container that can be changed, without the container itself."""
        layout = instances.layout_of(type(container))
        return _contents(container, type(container), self.encode) if layout is None else self._parts(layout, container, self.encode)

    def _encode(self, value: Any) -> Any:
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
            if self._depth >= DEEPEST and kind in _LATER:
                self._later.append(value)
                return {"$later": kind.__name__}
            contents = self._contents(value)
            if kind is dict and _is_json_object(value):
                return {key: item for key, item in contents}
            return contents if kind is list else self._tag(kind.__name__, contents, value)
        if kind is tuple or kind is frozenset:
            return {"$" + kind.__name__: [self._encode(item) for item in value]}
        layout = instances.layout_of(kind)
        if layout is None or layout.is_exception:
            return self._other(kind, value)
        return self._instance(layout, value)

    def _contents(self, container: Any) -> Any:
        self._depth += 1
        try:
            kind = type(container)
            layout = None if kind in CHANGEABLE else instances.layout_of(kind)
            if layout is None:
                return _contents(container, kind, self._encode)
            return self._parts(layout, container, self._encode)
        finally:
            self._depth -= 1

    def _instance(self, layout: instances.Layout, value: Any) -> dict[str, Any]:
        if layout.refusal:
            name = layout.name.replace(":", ".")
            raise TypeError(f"a value of type {name} cannot be sent to another service: {layout.refusal}")
        if layout.is_enum:
            return {"$member": [layout.name, layout.member(value)]}
        if layout.is_fixed:
            fixed = self._encode(layout.value(value))
            if not layout.has_attributes:
                return {"$fixed": [layout.name, fixed]}
            self._count(value)  # behind what it holds: no instance can be made before that is known
            return {"$fixed": [layout.name, fixed, self._contents(value)]}
        self._count(value)
        if self._depth >= DEEPEST:
            self._later.append(value)
            return {"$later": [layout.name, layout.base.__name__]}
        return {"$object": [layout.name, layout.base.__name__, self._contents(value)]}

    def _parts(self, layout: instances.Layout, value: Any, encode: Callable[[Any], Any]) -> list[Any]:
        """Returns the attributes of an instance, or else its own state, and what it holds besides."""
        first: Any
        if layout.has_state:
            first = [encode(layout.state(value))]
        else:
            first = _attributes(layout.attributes(value), encode)
        return [first, _contents(value, layout.base, encode)] if layout.is_container else [first]

    def forget(self, first: int) -> None:
        """Takes back the counting of all containers from this number on."""
        for container in self.containers[first:]:
            self._numbers.pop(id(container), None)
        del self.containers[first:]

    def _plain(self, roots: list[Any], *whole: Any) -> Optional[list[str]]:
        """Returns the JSON texts of `whole`, whose values are `roots`, where they are their own lossless form."""
        found = containers_of(roots, DEEPEST)
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
        except UNWRITABLE as error:
            raise type(error)(f"argument {place}: {error}") from None

    def _tag(self, name: str, contents: Any, value: Any) -> dict[str, Any]:
        if name == "deque":
            return {"$deque": [contents, value.maxlen]}
        if name == "defaultdict":
            return {"$defaultdict": [contents, self._encode(value.default_factory)]}
        return {"$" + name: contents}

    def _other(self, kind: type, value: Any) -> Any:
        if isinstance(value, BaseException):
            self._count(value)
            return {"$exception": exceptions.describe(value, self._encode_or_text)}
        if arrays.is_array(kind):
            self._count(value)
        for module in (values, arrays, library):
            encoded = module.encode(kind, value, self._encode)
            if encoded is not None:
                return encoded
        if isinstance(value, type) and classes.known_name(value):
            return {"$class": classes.known_name(value)}
        if kind in (FunctionType, BuiltinFunctionType, MethodDescriptorType, type):
            reference = reference_of(value) if kind is FunctionType else None
            if reference is not None:
                return {"$function": [reference.name, reference.host, reference.kind]}
            if values.BUILTINS.get(value.__qualname__) is value:
                return {"$builtin": value.__qualname__}
        if values.is_lazy(value) and kind not in _ENDLESS:
            return self._iterator(value)
        raise TypeError(_refusal(value))

    def _iterator(self, value: Iterator[Any]) -> dict[str, Any]:
        for number, iterator in enumerate(self._iterators):
            if iterator is value:
                return {"$again": number}
        self._iterators.append(value)
        return {"$iterator": self._items(value)}

    def _items(self, iterator: Iterator[Any]) -> list[Any]:
        """Reads an iterator to its end, or to what it raises, which comes behind the items for the function to meet."""
        deadline = current().deadline
        nodes: list[Any] = []
        while True:
            try:
                item = next(iterator)
            except StopIteration:
                return [nodes]
            except Exception as error:  # code of the user's, that may fail in any way
                return [nodes, self._encode(error)]
            nodes.append(self._encode(item))
            if time.monotonic() > deadline:
                raise TimeoutError(f"an iterator had not ended after {len(nodes)} items when the time was over; {_CUT}")
            # How long they are is looked at whenever they have doubled: at each item it would take longer than they do.
            if len(nodes) & (len(nodes) - 1) == 0 and len(_dumps(nodes)) > SETTINGS.max_bytes:
                limit = f"the {SETTINGS.max_bytes} bytes that are allowed (NANOSERVICE_MAX_BYTES)"
                raise ConnectionError(f"an iterator had not ended after {len(nodes)} items and {limit}; {_CUT}")

    def _encode_or_text(self, value: Any) -> Any:
        counted = len(self.containers)
        try:
            return self.encode(value)
        except UNWRITABLE:
            self.forget(counted)  # they are not in what is sent
            return values.text(value)

    def _number(self, value: Any) -> Optional[int]:
        if len(self._numbers) != len(self.containers):
            self._numbers = {id(container): number for number, container in enumerate(self.containers)}
        return self._numbers.get(id(value))

    def _count(self, container: Any) -> None:
        self._numbers[id(container)] = len(self.containers)
        self.containers.append(container)


def _contents(container: Any, kind: Any, encode: Callable[[Any], Any]) -> Any:
    """Returns what is in a container of this kind, its own methods asked, not those of a class that derives from it."""
    if issubclass(kind, dict):
        return [[encode(key), encode(item)] for key, item in kind.items(container)]
    if kind is bytearray:
        return values.base64(container)
    if arrays.is_array(kind):
        return arrays.contents(container, encode)
    if type(container) is not kind:
        container = list(kind.__iter__(container))
    if is_flat(container):  # such as a list of numbers that was sorted in place
        return list(container)
    return [encode(item) for item in container]


def _refusal(value: Any) -> str:
    """Returns why a value cannot cross, and where it is of the program's own classes, what to do about it."""
    is_class = isinstance(value, type)
    if is_class:
        message = f"the class {value.__module__}.{value.__qualname__} cannot be sent to another service"
    else:
        message = f"a value of type {values.type_name(value)} cannot be sent to another service"
    if isinstance(value, MethodType):
        return f"{message}; send the object that {value.__qualname__} belongs to, and call it there"
    kind: type = value if is_class else type(value)
    if modules.is_own(kind.__module__) and classes.known_name(kind) is None:
        return f"{message}; define the class at the top level of {kind.__module__}, where its own name leads to it"
    return message


def _attributes(attributes: dict[str, Any], encode: Callable[[Any], Any]) -> dict[str, Any]:
    if not {str}.issuperset(map(type, attributes)):
        raise TypeError("attributes whose names are not strings cannot be sent to another service")
    if are_scalars(attributes.values()):
        return attributes
    nodes: dict[str, Any] = {}
    name = ""
    try:
        for name, item in attributes.items():
            nodes[name] = encode(item)
    except UNWRITABLE as error:
        raise _inside(name, error) from None
    return nodes


def _inside(name: str, error: Exception) -> Exception:
    """Returns an error that names the attribute in which something cannot be written, and those that one is in."""
    begin, message = "attribute ", str(error)
    message = f".{message[len(begin):]}" if message.startswith(begin) else f": {message}"
    return type(error)(f"{begin}{name}{message}")


def _is_json_object(value: dict[Any, Any]) -> bool:
    if not {str}.issuperset(map(type, value)):
        return False
    return len(value) != 1 or not next(iter(value)).startswith("$")
