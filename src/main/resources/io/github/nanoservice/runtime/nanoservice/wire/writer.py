"""Writes values in the wire format."""
from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from types import MethodType
from typing import Any, Optional

from .. import source_modules
from ..context import current
from ..settings import SETTINGS
from . import class_lookup, constants, containers, instance_codec, values
from .codec import DEEPEST, UNWRITABLE, may_have_tags
from .plain_json import containers_of
from .registry import tag_for
from .tags import Part, Tag

_LIMIT_ITEMS = "send a limited number of items, for example list(itertools.islice(items, 10))"

# ASCII only: `json` writes it fastest, and a lone surrogate can be written as an escape.
_dumps = json.JSONEncoder(allow_nan=False, check_circular=False, separators=(",", ":")).encode


class Writer:
    """Writes values that share one numbering of containers, such as the arguments of one call.

    containers: the containers by their numbers; initially those that have numbers already, for example the arguments when
        the result is written.
    depth: the number of containers around the value being written.
    """

    def __init__(self, containers: Iterable[Any] = ()) -> None:
        self.containers: list[Any] = list(containers)
        self.depth = 0
        self._numbers: dict[int, int] = {}  # by id; filled when they are first needed
        self._later: list[Any] = []
        self._iterators: list[Any] = []
        self._constants: Optional[dict[int, list[str]]] = None  # read when the first instance is written

    def write(self, value: Any) -> str:
        """Returns the JSON text of a value in the lossless form. Raises one of UNWRITABLE if it cannot be written."""
        texts = self._plain([value], value)
        return texts[0] if texts else _dumps(self.encode(value))

    def write_call(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[str, str]:
        """Returns the arguments of a call as the texts of a JSON array and a JSON object.

        Raises one of UNWRITABLE if an argument cannot be written; its message begins with the argument's position or name.
        """
        texts = self._plain([*args, *kwargs.values()], args, kwargs)
        if texts:
            return texts[0], texts[1]
        positional = [self._argument(str(position), value) for position, value in enumerate(args, 1)]
        keywords = {name: self._argument(repr(name), value) for name, value in kwargs.items()}
        return _dumps(positional), _dumps(keywords)

    def encode(self, value: Any) -> Any:
        """Returns the node of a value. Raises one of UNWRITABLE if it cannot be written."""
        outer, self._later = self._later, []
        try:
            node = self.part(value)
            # The loop appends to `_later` while it runs: deferred contents may be nested too deeply again.
            table = [[self._number(container), self._deferred(container)] for container in self._later]
        finally:
            self._later = outer
        return {"$deep": [node, table]} if table else node

    def contents(self, container: Any) -> Any:
        """Returns the contents of a mutable container as a node."""
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
        # Not at the deepest level: the state of what is deferred follows only after all else.
        if (tag is None or tag.may_be_constant) and self.depth < DEEPEST:
            names = constants.names_of(value, self._known_constants())
            if names:
                return {"$constant": [names, None if constants.is_sent_by_name(value) else self._state(tag, value)]}
        return self._tagged(tag, value)

    def _known_constants(self) -> dict[int, list[str]]:
        if self._constants is None:
            self._constants = constants.names()
        return self._constants

    def _state(self, tag: Optional[Tag], value: Any) -> Any:
        self.depth += 1  # `$constant` is a level of nesting in the JSON too
        try:
            return self._tagged(tag, value)
        finally:
            self.depth -= 1

    def _tagged(self, tag: Optional[Tag], value: Any) -> Any:
        if tag is None or tag.encode is None:
            raise TypeError(_refusal(value))
        if tag.counts:
            self.count(value)
            if self.depth >= DEEPEST and tag.deferred is not None:
                self._later.append(value)
                return {"$later": tag.deferred(value)}
        elif self._iterators:
            for number, iterator in enumerate(self._iterators):
                if iterator is value:
                    return {"$again": number}
        content = tag.encode(value, self)
        kind = type(value)
        if kind is list:
            return content
        if kind is dict and _is_json_object(value):
            return dict(content)
        return {f"${tag.name}": content}

    def forget(self, first: int) -> None:
        """Removes the numbers of all containers from the number `first` on."""
        for container in self.containers[first:]:
            self._numbers.pop(id(container), None)
        del self.containers[first:]

    def _plain(self, roots: list[Any], *whole: Any) -> Optional[list[str]]:
        """Returns the JSON texts of `whole`, or None unless their values, which are `roots`, need no tags."""
        found = containers_of(roots, DEEPEST)
        if found is None or (self.containers and any(self._number(container) is not None for container in found)):
            return None
        try:
            texts = [_dumps(value) for value in whole]
        except ValueError:  # NaN, an infinity or a very long integer
            return None
        if any(map(may_have_tags, texts)):
            return None
        self.containers += found
        return texts

    def _argument(self, argument: str, value: Any) -> Any:
        try:
            return self.encode(value)
        except UNWRITABLE as error:
            raise type(error)(f"argument {argument}: {error}") from None

    def iterator(self, iterator: Iterator[Any]) -> list[Any]:
        """Reads an iterator until it ends or raises, and returns the content of `$iterator`.

        Raises TimeoutError or ConnectionError if it does not end within the limits of time and size."""
        self._iterators.append(iterator)
        deadline = current().deadline
        nodes: list[Any] = []
        while True:
            try:
                item = next(iterator)
            except StopIteration:
                return [nodes]
            except Exception as error:  # the user's code may raise anything
                return [nodes, self.part(error)]
            nodes.append(self.part(item))
            if time.monotonic() > deadline:
                raise TimeoutError(f"an iterator did not end before the deadline ({len(nodes)} items so far); {_LIMIT_ITEMS}")
            # The size is checked each time the number of items has doubled; a check at each item would take quadratic time.
            if len(nodes) & (len(nodes) - 1) == 0 and len(_dumps(nodes)) > SETTINGS.max_bytes:
                limit = f"{SETTINGS.max_bytes} bytes (NANOSERVICE_MAX_BYTES, {len(nodes)} items so far)"
                raise ConnectionError(f"an iterator did not end within the limit of {limit}; {_LIMIT_ITEMS}")

    def part_or_text(self, value: Any) -> Any:
        """Returns the node of a value, or of its `repr` if it cannot be written."""
        counted = len(self.containers)
        try:
            return self.encode(value)
        except UNWRITABLE:
            self.forget(counted)  # they are not part of the text that is sent
            return values.text(value)

    def _number(self, value: Any) -> Optional[int]:
        if len(self._numbers) != len(self.containers):
            self._numbers = {id(container): number for number, container in enumerate(self.containers)}
        return self._numbers.get(id(value))

    def count(self, container: Any) -> None:
        """Assigns the next number to a container."""
        self._numbers[id(container)] = len(self.containers)
        self.containers.append(container)


def _refusal(value: Any) -> str:
    """Returns the message for a value that cannot be sent; for a class of the program it also says how to fix it."""
    is_class = isinstance(value, type)
    if is_class:
        message = f"the class {value.__module__}.{value.__qualname__} cannot be sent to another service"
    else:
        message = f"a value of type {values.type_name(value)} cannot be sent to another service"
    if isinstance(value, MethodType):
        return f"{message}; send the object that {value.__qualname__} belongs to, and call the method in the other service"
    kind: type = value if is_class else type(value)
    if source_modules.is_own(kind.__module__) and class_lookup.known_name(kind) is None:
        return f"{message}; define the class under its own name at the top level of {kind.__module__}"
    return message


def _is_json_object(value: dict[Any, Any]) -> bool:
    if not {str}.issuperset(map(type, value)):
        return False
    return len(value) != 1 or not next(iter(value)).startswith("$")
