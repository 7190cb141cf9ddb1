"""Reading values of the wire format."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from . import arrays, class_lookup, exceptions, instance_codec, values
from .codec import DEEPEST, MEDIA_TYPE
from .containers import CHANGEABLE, DEFERRABLE, put
from .plain_json import are_scalars, containers_of, is_flat
from .registry import DECODERS

_CHANGED = "a changed argument"


class Reader:
    """Reads the values of one message, and numbers containers as `Writer` does."""

    def __init__(self, containers: Iterable[Any] = ()) -> None:
        self.containers: list[Any] = list(containers)
        self.iterators: list[Any] = []
        self._place = _CHANGED
        self._unknown: list[tuple[str, str]] = []  # names of values, and the unknown classes in them
        self._stand_ins: dict[type, instance_codec.Layout] = {}
        self._open: set[int] = set()  # ids of the instances whose attributes are not all set
        self._complete: dict[int, Any] = {}  # by id: values that contain no open instance
        self._waiting: list[tuple[Any, Any, list[Any]]] = []

    def read(self, node: Any, place: str = "its value") -> Any:
        """Returns the value of a lossless form that was read as JSON.

        place: what is read, for the message of `check`.
        Raises ValueError if it is not in the wire format.
        """
        self._place = place
        try:
            return self.decode(node)
        except Exception as error:  # the program's code, such as __setstate__ and __hash__, can raise any exception
            raise ValueError(f"not in the form of {MEDIA_TYPE}: {error!r}") from error
        finally:
            self._place = _CHANGED

    def check(self, call: str) -> None:
        """Raises TypeError if a value that was read has a class that is not known here.

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
            return self.filled([], node)
        if kind is not dict:
            return node
        if len(node) == 1:
            (tag, content), = node.items()
            if tag.startswith("$"):
                decode = DECODERS.get(tag)
                if decode is None:
                    raise ValueError(f"{tag!r} is not a tag")
                return decode(content, self)
        value: dict[str, Any] = {}
        self.containers.append(value)
        for key, item in node.items():
            value[key] = self.decode(item)
        return value

    def change(self, changes: Iterable[tuple[int, Any]]) -> None:
        """Replaces the contents of containers, which are named by their numbers."""
        changed = [(self.containers[number], contents) for number, contents in changes]
        self._open.update(id(container) for container, _ in changed)  # their old contents must not be hashed
        for container, contents in changed:
            self.fill(container, contents)
            self._close(container)

    def fill(self, container: Any, contents: Any) -> None:
        """Replaces the contents of a container by those that `Writer.contents` returned."""
        kind: Any = type(container)
        if kind not in CHANGEABLE:
            layout = instance_codec.layout_of(kind) or self._stand_ins.get(kind)
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
        """Puts items into a container, after the attributes of open instances are set, because their hash may depend on them."""
        if self._open and not are_scalars(hashed) and self._holds_open(hashed):
            self._waiting.append((container, kind, items))
        else:
            put(container, kind, items)

    def _holds_open(self, hashed: list[Any]) -> bool:
        """Returns whether the hash of one of these may depend on an attribute that is not set yet."""
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
            layout = instance_codec.layout_of(kind)
            if layout is not None and not layout.is_enum:
                found += layout.attributes(value).values()
        self._complete.update(seen)
        return False

    def _fill_instance(self, layout: instance_codec.Layout, instance: Any, first: Any, contents: Any = None) -> None:
        self._open.add(id(instance))
        if isinstance(first, list):
            state = self.decode(first[0])
            layout.set_state(instance, state)
        elif are_scalars(first.values()):
            layout.set_attributes(instance, first)
        else:
            # One by one if it is new: a frozen set that holds it cannot wait, and its hash may need only the first.
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
                put(*each)

    def instance(self, name: str, base: str, contents: list[Any]) -> Any:
        """Returns an instance of a mutable class."""
        layout = self._layout(name, instance_codec.CHANGEABLE_BASES[base])
        made = layout.new()
        self.containers.append(made)  # before its contents, which may hold it
        self._fill_instance(layout, made, *contents)
        return made

    def fixed(self, name: str, node: Any, *contents: list[Any]) -> Any:
        """Returns an instance of a class derived from an immutable type."""
        value = self.decode(node)
        layout = self._layout(name, type(value))
        made = layout.new(value)
        for each in contents:
            self.containers.append(made)
            self._fill_instance(layout, made, *each)
        return made

    def _layout(self, name: str, base: type) -> instance_codec.Layout:
        layout = instance_codec.layout_by_name(name)
        if layout is None:
            self._unknown.append((self._place, name))
            layout = instance_codec.stand_in(name, base)
            self._stand_ins[layout.kind] = layout
        elif layout.base is not base:
            raise ValueError(f"{name} derives from {layout.base.__name__} here, and from {base.__name__} where it is sent")
        return layout

    def deep(self, node: Any, table: list[Any]) -> Any:
        """Returns the value of a node whose deep containers get their contents from a table."""
        value = self.decode(node)
        for number, contents in table:
            self.fill(self.containers[number], contents)
        return value

    def member(self, name: str, member: Any) -> Any:
        """Returns a member of an enumeration of the program."""
        layout = instance_codec.layout_by_name(name)
        return layout.of_member(member) if layout is not None else self._layout(name, object).new()

    def class_named(self, name: str) -> type:
        """Returns a class of the program."""
        return class_lookup.known_class(name) or self._layout(name, object).kind

    def filled(self, container: Any, contents: Any) -> Any:
        """Numbers a new container, fills it with contents and returns it."""
        self.containers.append(container)  # before its contents, which may hold it
        self.fill(container, contents)
        return container

    def later(self, content: Any) -> Any:
        """Returns a container that gets its contents later."""
        if isinstance(content, list):
            name, base = content
            made = self._layout(name, instance_codec.CHANGEABLE_BASES[base]).new()
            self._open.add(id(made))  # it comes before its attributes do
        else:
            made = DEFERRABLE[content]()
        self.containers.append(made)
        return made

    def iterator(self, nodes: list[Any], failure: Any = None) -> Iterator[Any]:
        """Returns an iterator over some items that ends, or raises an exception."""
        place = len(self.iterators)
        self.iterators.append(None)
        items = [self.decode(node) for node in nodes]
        made = iter(items) if failure is None else _failing(items, self.decode(failure))
        self.iterators[place] = made
        return made

    def exception(self, content: Any) -> BaseException:
        """Returns an exception. It always arrives, if need be without the classes that are not known here."""
        place = len(self.containers)
        self.containers.append(None)

        def made(error: BaseException) -> None:  # before its attributes and its cause, which may hold it
            self.containers[place] = error

        unknown = len(self._unknown)
        error = exceptions.restore(content, self.decode, made)
        del self._unknown[unknown:]  # it always arrives, with the parts whose classes are known here
        return error

    def counted(self, make: Callable[[], Any]) -> Any:
        """Numbers a container before it is made, and returns it."""
        place = len(self.containers)
        self.containers.append(None)
        self.containers[place] = make()
        return self.containers[place]


def _failing(items: list[Any], error: BaseException) -> Iterator[Any]:
    yield from items
    raise error
