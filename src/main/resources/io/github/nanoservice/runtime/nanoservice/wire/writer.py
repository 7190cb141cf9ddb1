"""Writing values in the wire format."""
from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from types import MethodType
from typing import Any, Optional

from .. import source_modules
from ..context import current
from ..settings import SETTINGS
from . import class_lookup, containers, instance_codec, values
from .codec import DEEPEST, UNWRITABLE, may_have_tags
from .plain_json import containers_of
from .registry import tag_for
from .tags import Part

_CUT = "cut it first, like list(itertools.islice(items, 10))"

# ASCII only: `json` writes it fastest, and it can represent an unpaired surrogate.
_dumps = json.JSONEncoder(allow_nan=False, check_circular=False, separators=(",", ":")).encode


class Writer:
    """Writes the values of one message, such as the arguments of a call, and numbers the containers in all of them.

    containers: the containers by their numbers; at the start those numbered before, such as the arguments when the result
        is written.
    depth: the levels of containers around what is being written.
    """

    def __init__(self, containers: Iterable[Any] = ()) -> None:
        self.containers: list[Any] = list(containers)
        self.depth = 0
        self._numbers: dict[int, int] = {}  # by id; empty until a value needs them
        self._later: list[Any] = []
        self._iterators: list[Any] = []

    def write(self, value: Any) -> str:
        """Returns the text of the lossless form of a value. Raises one of UNWRITABLE if it cannot be written."""
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
        """Returns the node of the lossless form of a value. Raises one of UNWRITABLE if it cannot be written."""
        outer, self._later = self._later, []
        try:
            node = self.part(value)
            # Containers below the deepest level follow as [number, contents], and can again be nested too deeply.
            table = [[self._number(container), self._deferred(container)] for container in self._later]
        finally:
            self._later = outer
        return {"$deep": [node, table]} if table else node

    def contents(self, container: Any) -> Any:
        """Returns the contents of a mutable container, without the container itself."""
        return self._contents(container, self.encode)

    def changes(self, changed: Iterable[tuple[int, Any]]) -> list[list[Any]]:
        """Returns [number, contents] for each of these numbered containers. Raises one of UNWRITABLE."""
        return [[number, self.contents(container)] for number, container in changed]

    def _deferred(self, container: Any) -> Any:
        self.depth += 1
        try:
            return self._contents(container, self.part)
        finally:
            self.depth -= 1

    def _contents(self, container: Any, part: Part) -> Any:
        layout = instance_codec.layout_of(type(container))
        if layout is None:
            return containers.contents_of(container, type(container), part)
        return instance_codec.parts_of(layout, container, part)

    def part(self, value: Any) -> Any:
        """Returns the node of a value that is part of another. Raises one of UNWRITABLE if it cannot be written."""
        kind = type(value)
        if kind is str or kind is bool or value is None:
            return value
        if (kind is int or kind is float) and values.is_json_number(value):
            return value
        number = self._number(value)
        if number is not None:
            return {"$same": number}
        tag = tag_for(kind, value)
        if tag is None or tag.encode is None:
            raise TypeError(_refusal(value))
        if tag.counts:
            self.count(value)
            if self.depth >= DEEPEST and tag.deferred is not None:
                self._later.append(value)
                return {"$later": tag.deferred(value)}
        elif self._iterators:
            for place, iterator in enumerate(self._iterators):
                if iterator is value:
                    return {"$again": place}
        content = tag.encode(value, self)
        if kind is list:
            return content
        if kind is dict and _is_json_object(value):
            return dict(content)
        return {f"${tag.name}": content}

    def forget(self, first: int) -> None:
        """Forgets all containers from this number on."""
        for container in self.containers[first:]:
            self._numbers.pop(id(container), None)
        del self.containers[first:]

    def _plain(self, roots: list[Any], *whole: Any) -> Optional[list[str]]:
        """Returns the JSON texts of `whole`, whose values are `roots`, if they need no tags."""
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

    def iterator(self, iterator: Iterator[Any]) -> list[Any]:
        """Reads an iterator to its end, or until it raises; returns the content of `$iterator`."""
        self._iterators.append(iterator)
        deadline = current().deadline
        nodes: list[Any] = []
        while True:
            try:
                item = next(iterator)
            except StopIteration:
                return [nodes]
            except Exception as error:  # the program's code can raise any exception
                return [nodes, self.part(error)]
            nodes.append(self.part(item))
            if time.monotonic() > deadline:
                raise TimeoutError(f"an iterator had not ended after {len(nodes)} items when the time was over; {_CUT}")
            # The length is tested each time the number of items has doubled: testing after each item takes quadratic time.
            if len(nodes) & (len(nodes) - 1) == 0 and len(_dumps(nodes)) > SETTINGS.max_bytes:
                limit = f"the {SETTINGS.max_bytes} bytes that are allowed (NANOSERVICE_MAX_BYTES)"
                raise ConnectionError(f"an iterator had not ended after {len(nodes)} items and {limit}; {_CUT}")

    def part_or_text(self, value: Any) -> Any:
        """Returns the node of a value, or of its text if it cannot be written."""
        counted = len(self.containers)
        try:
            return self.encode(value)
        except UNWRITABLE:
            self.forget(counted)  # the text that is sent does not contain them
            return values.text(value)

    def _number(self, value: Any) -> Optional[int]:
        if len(self._numbers) != len(self.containers):
            self._numbers = {id(container): number for number, container in enumerate(self.containers)}
        return self._numbers.get(id(value))

    def count(self, container: Any) -> None:
        """Gives a container the next number."""
        self._numbers[id(container)] = len(self.containers)
        self.containers.append(container)


def _refusal(value: Any) -> str:
    """Returns why a value cannot be sent, and for a class of the program also what to do about it."""
    is_class = isinstance(value, type)
    if is_class:
        message = f"the class {value.__module__}.{value.__qualname__} cannot be sent to another service"
    else:
        message = f"a value of type {values.type_name(value)} cannot be sent to another service"
    if isinstance(value, MethodType):
        return f"{message}; send the object that {value.__qualname__} belongs to, and call it there"
    kind: type = value if is_class else type(value)
    if source_modules.is_own(kind.__module__) and class_lookup.known_name(kind) is None:
        return f"{message}; define the class at the top level of {kind.__module__}, where its own name leads to it"
    return message


def _is_json_object(value: dict[Any, Any]) -> bool:
    if not {str}.issuperset(map(type, value)):
        return False
    return len(value) != 1 or not next(iter(value)).startswith("$")
