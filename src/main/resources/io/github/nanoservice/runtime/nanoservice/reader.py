"""Reading values of the lossless form."""
from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from . import arrays, exceptions, library, values
from .codec import DEEPEST, MEDIA_TYPE
from .references import Reference, function_of
from .walk import containers_of, is_flat


class Reader:
    """Reads values that belong together, with the same numbers as the `Writer` gave them."""

    def __init__(self, containers: Iterable[Any] = ()) -> None:
        self.containers: list[Any] = list(containers)
        self._iterators: list[Any] = []

    def read(self, node: Any) -> Any:
        """Returns the value of a lossless form that was read as JSON. Raises ValueError where it is in no such form."""
        try:
            return self.decode(node)
        except (TypeError, KeyError, IndexError, AttributeError) as error:
            raise ValueError(f"not in the form of {MEDIA_TYPE}: {error!r}") from error

    def count(self, nodes: Iterable[Any]) -> None:
        """Counts the containers of JSON values without tags, which are their own lossless form."""
        self.containers += containers_of(nodes, DEEPEST) or ()

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
            items = contents if is_flat(contents) else [self.decode(item) for item in contents]
            container.clear()
            (container.update if isinstance(container, set) else container.extend)(items)

    def _tagged(self, tag: str, content: Any) -> Any:
        if tag == "same":
            return self.containers[content]
        if tag == "deep":
            value = self.decode(content[0])
            for number, contents in content[1]:
                self.fill(self.containers[number], contents)
            return value
        if tag == "later":
            self.containers.append(_EMPTY[content]())
            return self.containers[-1]
        if tag == "tuple":
            return tuple([self.decode(item) for item in content])
        if tag == "frozenset":
            return frozenset([self.decode(item) for item in content])
        if tag == "deque":
            return self._filled(deque(maxlen=content[1]), content[0])
        if tag == "defaultdict":
            made: defaultdict[Any, Any] = self._filled(defaultdict(), content[0])
            made.default_factory = self.decode(content[1])
            return made
        if tag in _EMPTY:
            return self._filled(_EMPTY[tag](), content)
        if tag == "exception":
            return self._exception(content)
        if tag in ("array", "ndarray"):
            return self._counted(lambda: arrays.make(content, self.decode))
        if tag == "function":
            return function_of(Reference(*content))
        if tag == "builtin":
            return values.BUILTINS[content]
        if tag == "iterator":
            return self._iterator(*content)
        if tag == "again":
            return self._iterators[content]
        return _DECODERS[tag](content, self.decode)

    def _filled(self, container: Any, contents: Any) -> Any:
        self.containers.append(container)  # before its contents, which may hold it
        self.fill(container, contents)
        return container

    def _iterator(self, nodes: list[Any], failure: Any = None) -> Iterator[Any]:
        place = len(self._iterators)
        self._iterators.append(None)
        items = [self.decode(node) for node in nodes]
        made = iter(items) if failure is None else _failing(items, self.decode(failure))
        self._iterators[place] = made
        return made

    def _exception(self, content: Any) -> BaseException:
        place = len(self.containers)
        self.containers.append(None)

        def made(error: BaseException) -> None:  # before its attributes and its cause, which may hold it
            self.containers[place] = error

        return exceptions.restore(content, self.decode, made)

    def _counted(self, make: Callable[[], Any]) -> Any:
        place = len(self.containers)
        self.containers.append(None)
        self.containers[place] = make()
        return self.containers[place]


def _failing(items: list[Any], error: BaseException) -> Iterator[Any]:
    yield from items
    raise error


_EMPTY: dict[str, Callable[[], Any]] = {
    "list": list, "dict": dict, "set": set, "bytearray": bytearray, "OrderedDict": OrderedDict, "Counter": Counter,
}  # fmt: skip
_DECODERS: dict[str, Callable[[Any, values.Decode], Any]] = {
    **values.DECODERS,
    "numpy": arrays.decode_scalar,
    "enum": library.decode_enum,
    "namedtuple": library.decode_namedtuple,
    "structseq": library.decode_structseq,
}
