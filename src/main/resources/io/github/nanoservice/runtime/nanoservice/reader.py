"""Reading values of the lossless form."""
from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from . import arrays, classes, exceptions, instances, library, values
from .codec import CHANGEABLE, DEEPEST, MEDIA_TYPE
from .references import Reference, function_of
from .walk import are_scalars, containers_of, is_flat


_CHANGED = "a changed argument"


class Reader:
    """Reads values that belong together, with the same numbers as the `Writer` gave them."""

    def __init__(self, containers: Iterable[Any] = ()) -> None:
        self.containers: list[Any] = list(containers)
        self._iterators: list[Any] = []
        self._place = _CHANGED
        self._unknown: list[tuple[str, str]] = []  # what was read, and the class that is in it
        self._stand_ins: dict[type, instances.Layout] = {}
        self._open: set[int] = set()  # ids of the instances that have not all of their attributes yet
        self._complete: dict[int, Any] = {}  # by id, what holds none of those
        self._waiting: list[tuple[Any, Any, list[Any]]] = []

    def read(self, node: Any, place: str = "its value") -> Any:
        """Returns the value of a lossless form that was read as JSON.

        place: what is read, for the message of `check`.
        Raises ValueError where it is in no such form.
        """
        self._place = place
        try:
            return self.decode(node)
        except Exception as error:  # code of the user's as well, which may fail in any way: __setstate__, __hash__
            raise ValueError(f"not in the form of {MEDIA_TYPE}: {error!r}") from error
        finally:
            self._place = _CHANGED

    def check(self, call: str) -> None:
        """Raises TypeError where something that was read is of a class that is not known here.

        call: whose arguments or value it is, for the message.
        """
        if self._unknown:
            place, name = self._unknown[0]
            raise TypeError(
                f"{call}, {place}: the class {name.replace(':', '.')} is not known to the function that gets it;"
                " name the class there, as in an annotation, and generate the services again"
            )

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
            if tag == "$object":
                return self._object(*content)
            if tag.startswith("$"):
                return self._tagged(tag[1:], content)
        value: dict[str, Any] = {}
        self.containers.append(value)
        for key, item in node.items():
            value[key] = self.decode(item)
        return value

    def change(self, changes: Iterable[tuple[int, Any]]) -> None:
        """Puts new contents into containers that were counted, by their numbers."""
        changed = [(self.containers[number], contents) for number, contents in changes]
        self._open.update(id(container) for container, _ in changed)  # what is in them now is not to be hashed
        for container, contents in changed:
            self.fill(container, contents)
            self._close(container)

    def fill(self, container: Any, contents: Any) -> None:
        """Puts contents, as `Writer.contents` gave them, into a container in place of what it holds."""
        kind: Any = type(container)
        if kind not in CHANGEABLE:
            layout = instances.layout_of(kind) or self._stand_ins.get(kind)
            if layout is not None:
                self._fill_instance(layout, container, *contents)
                return
        self._fill(container, kind, contents)

    def _fill(self, container: Any, kind: Any, contents: Any) -> None:
        if issubclass(kind, dict):
            pairs = [(self.decode(key), self.decode(item)) for key, item in contents]
            self._put(container, kind, pairs, [key for key, _ in pairs])
        elif kind is bytearray:
            kind.__setitem__(container, slice(None), values.from_base64(contents))
        elif arrays.is_array(kind):
            arrays.fill(container, contents, self.decode)
        else:
            items = contents if is_flat(contents) else [self.decode(item) for item in contents]
            self._put(container, kind, items, items if kind is set else [])

    def _put(self, container: Any, kind: Any, items: list[Any], hashed: list[Any]) -> None:
        """Puts items into a container, but waits for the attributes of open instances, from which a hash may be made."""
        if self._open and not are_scalars(hashed) and self._holds_open(hashed):
            self._waiting.append((container, kind, items))
        else:
            _put(container, kind, items)

    def _holds_open(self, hashed: list[Any]) -> bool:
        """Returns whether a hash of one of these may be made from an attribute that is not there yet."""
        found = list(hashed)
        seen: dict[int, Any] = {}
        for value in found:
            if id(value) in self._open:
                return True
            kind = type(value)
            if kind is str or id(value) in seen or id(value) in self._complete:
                continue
            seen[id(value)] = value
            for base in (tuple, frozenset, list):
                if issubclass(kind, base):
                    found += base.__iter__(value)
            layout = instances.layout_of(kind)
            if layout is not None and not layout.is_enum:
                found += layout.attributes(value).values()
        self._complete.update(seen)
        return False

    def _fill_instance(self, layout: instances.Layout, instance: Any, first: Any, contents: Any = None) -> None:
        self._open.add(id(instance))
        if isinstance(first, list):
            state = self.decode(first[0])
            layout.set_state(instance, state)
        elif are_scalars(first.values()):
            layout.set_attributes(instance, first)
        else:
            # One by one where it is new: a frozen set that holds it cannot wait, and its hash may need the first only.
            attributes = layout.none_yet(instance)
            for name, node in first.items():
                attributes[name] = self.decode(node)
            layout.set_attributes(instance, attributes)
        if contents is not None:
            self._fill(instance, layout.base, contents)
        self._close(instance)

    def _close(self, instance: Any) -> None:
        self._open.discard(id(instance))
        if not self._open:
            self._complete.clear()
            waiting, self._waiting = self._waiting, []
            for each in waiting:
                _put(*each)

    def _object(self, name: str, base: str, contents: list[Any]) -> Any:
        layout = self._layout(name, instances.CHANGEABLE[base])
        made = layout.new()
        self.containers.append(made)  # before its contents, which may hold it
        self._fill_instance(layout, made, *contents)
        return made

    def _fixed(self, name: str, node: Any, *contents: list[Any]) -> Any:
        value = self.decode(node)
        layout = self._layout(name, type(value))
        made = layout.new(value)
        for each in contents:
            self.containers.append(made)
            self._fill_instance(layout, made, *each)
        return made

    def _layout(self, name: str, base: type) -> instances.Layout:
        layout = instances.layout_by_name(name)
        if layout is None:
            self._unknown.append((self._place, name))
            layout = instances.stand_in(name, base)
            self._stand_ins[layout.kind] = layout
        elif layout.base is not base:
            raise ValueError(f"{name} derives from {layout.base.__name__} here, and from {base.__name__} where it is sent")
        return layout

    def _tagged(self, tag: str, content: Any) -> Any:
        if tag == "same":
            return self.containers[content]
        if tag == "deep":
            value = self.decode(content[0])
            for number, contents in content[1]:
                self.fill(self.containers[number], contents)
            return value
        if tag == "later":
            return self._later(content)
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
        if tag == "fixed":
            return self._fixed(*content)
        if tag == "member":
            layout = instances.layout_by_name(content[0])
            return layout.of_member(content[1]) if layout is not None else self._layout(content[0], object).new()
        if tag == "class":
            return classes.known_class(content) or self._layout(content, object).kind
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

    def _later(self, content: Any) -> Any:
        if isinstance(content, list):
            name, base = content
            made = self._layout(name, instances.CHANGEABLE[base]).new()
            self._open.add(id(made))  # it comes before its attributes do
        else:
            made = _EMPTY[content]()
        self.containers.append(made)
        return made

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

        unknown = len(self._unknown)
        error = exceptions.restore(content, self.decode, made)
        del self._unknown[unknown:]  # it always arrives, with what can be had of that which it holds
        return error

    def _counted(self, make: Callable[[], Any]) -> Any:
        place = len(self.containers)
        self.containers.append(None)
        self.containers[place] = make()
        return self.containers[place]


def _put(container: Any, kind: Any, items: list[Any]) -> None:
    kind.clear(container)
    if issubclass(kind, dict):
        # One by one: a Counter's own update would add up.
        for key, item in items:
            kind.__setitem__(container, key, item)
    else:
        (kind.update if kind is set else kind.extend)(container, items)


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
