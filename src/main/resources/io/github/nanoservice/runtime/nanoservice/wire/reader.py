"""Reads values of the wire format."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import tzinfo
from typing import Any, Optional, TypeVar

from . import arrays, class_lookup, constants, exceptions, instance_codec, values
from .codec import DEEPEST, MEDIA_TYPE
from .containers import CHANGEABLE, DEFERRABLE, put
from .plain_json import are_scalars, containers_of, is_flat
from .reading_limits import MOST_EXPANDED, Work, expanded_size
from .registry import DECODERS

_CHANGED = "a changed argument"
_LONGEST_TEXT = 500  # characters of an exception in a refusal, which a message of any length may cause

Kind = TypeVar("Kind")


class Reader:
    """Reads the values of one call, and numbers containers in the same order as `Writer`.

    containers: the containers that have a number already.
    may_call: returns whether the sender may call an endpoint. What it may not call it cannot send as a value either, because
        the receiving function may call the value, with the token of its service.
    is_stranger: whether this process has a token and the sender does not. For a stranger a constant becomes a copy and not the
        program's own instance: a function may change its argument.
    """

    def __init__(
        self,
        containers: Iterable[Any] = (),
        may_call: Callable[[str], bool] = lambda endpoint: True,
        is_stranger: bool = False,
    ) -> None:
        self.containers: list[Any] = list(containers)
        self.may_call = may_call
        self.is_stranger = is_stranger
        self._shares = False  # whether a container occurs more than once
        self.iterators: list[Any] = []
        self._work: Optional[Work] = None
        self._location = _CHANGED
        self._missing: list[tuple[str, str]] = []  # location and name of each class and constant that this service lacks
        self._stand_ins: dict[type, instance_codec.Layout] = {}
        self._placeholders: dict[tuple[str, type], instance_codec.Layout] = {}
        self._open: set[int] = set()  # ids of instances some of whose attributes are not set yet
        self._complete: dict[int, Any] = {}  # by id, values that contain no such instance
        self._waiting: list[tuple[Any, Any, list[Any], list[Any]]] = []

    def read(self, node: Any, location: str = "its value") -> Any:
        """Returns the value of a node.

        location: the part of the call that contains it, for the message of `check`.
        Raises ValueError if it is not in the wire format.
        """
        self._work = None
        return self._read(node, location)

    def read_arguments(self, args: list[Any], kwargs: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
        """Returns the values of the arguments of a call, which are one message.

        Raises ValueError if they are not in the wire format.
        """
        self._work = None
        positional = [self._read(node, f"argument {place}") for place, node in enumerate(args, 1)]
        return positional, {name: self._read(node, f"argument {name!r}") for name, node in kwargs.items()}

    def _read(self, node: Any, location: str) -> Any:
        self._location = location
        try:
            return _refusing(self.decode, node)
        finally:
            self._location = _CHANGED

    def check(self, call: str) -> None:
        """Raises TypeError if a value that was read is of a class, or is a constant, that this service does not contain.

        call: the call whose arguments or value were read, for the message.
        """
        if self._missing:
            location, name = self._missing[0]
            kind = name.partition(" ")[0]
            example = ", for example in an annotation," if kind == "class" else ""
            raise TypeError(
                f"{call}, {location}: the receiving service does not contain the {name};"
                f" use the {kind} in the receiving function{example} and generate the services again"
            )

    def check_expansion(self, values: list[Any]) -> None:
        """Raises ValueError if values that were read are too many when each is counted as often as it occurs."""
        if self._shares and expanded_size(values) > MOST_EXPANDED:
            raise ValueError(f"more than {MOST_EXPANDED:,} values, if a value that occurs in several places is counted in each")

    def count(self, nodes: Iterable[Any]) -> None:
        """Numbers the containers of plain JSON values, which contain no tags."""
        self.containers += containers_of(nodes, DEEPEST) or ()

    def decode(self, node: Any) -> Any:
        """Returns the value of a node that is part of another."""
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
        """Replaces the contents of numbered containers. changes: (number, contents) of each.

        Raises ValueError if they are not in the wire format.
        """
        _refusing(self._change, changes)

    def _change(self, changes: Iterable[tuple[int, Any]]) -> None:
        changed = [(self.container(number), contents) for number, contents in changes]
        self._open.update(id(container) for container, _ in changed)  # until they are filled, hashes must not depend on them
        for container, contents in changed:
            self.fill(container, contents)
            self._close(container)

    @property
    def work(self) -> Work:
        """The work that reading the message takes."""
        if self._work is None:
            self._work = Work()
        return self._work

    def container(self, number: Any) -> Any:
        """Returns the container with a number."""
        return _item(self.containers, number)

    def same(self, number: Any) -> Any:
        """Returns the container with a number, which occurs again in the message."""
        self._shares = True
        return self.container(number)

    def again(self, number: Any) -> Any:
        """Returns the iterator with a number."""
        return _item(self.iterators, number)

    def fill(self, container: Any, contents: Any) -> None:
        """Replaces the contents of a container with those that `Writer.contents` wrote."""
        kind: Any = type(container)
        if kind not in CHANGEABLE:
            layout = instance_codec.layout_of(kind) or self._stand_ins.get(kind)
            if layout is not None:
                self._fill_instance(layout, container, *contents)
                return
        self._fill(container, kind, contents)

    def _fill(self, container: Any, kind: Any, contents: Any) -> None:
        if issubclass(kind, dict):
            pairs = [(self.decode(key), self.decode(item)) for key, item in values.pairs(contents)]
            self._put(container, kind, pairs, [key for key, _ in pairs])
        elif kind is bytearray:
            kind.__setitem__(container, slice(None), values.from_base64(contents))
        elif arrays.is_array(kind):
            arrays.fill(container, contents, self.decode)
        else:
            items = contents if is_flat(values.array(contents)) else [self.decode(item) for item in contents]
            self._put(container, kind, items, items if kind is set else [])

    def _put(self, container: Any, kind: Any, items: list[Any], hashed: list[Any]) -> None:
        """Puts items into a container, later if their hashes may depend on attributes that are not set yet."""
        if self._open and not are_scalars(hashed) and self._holds_open(hashed):
            self._waiting.append((container, kind, items, hashed))
        else:
            if hashed:
                self.work.add_keys(hashed)
            put(container, kind, items)

    def _holds_open(self, hashed: list[Any]) -> bool:
        """Returns whether the hash of one of these values may depend on an attribute that is not set yet."""
        found = list(hashed)
        seen: dict[int, Any] = {}
        for value in found:
            kind = type(value)
            hashing: Any = kind.__hash__
            # The hash depends on no attribute, unless it is that of a datetime in this time zone.
            if kind is str or (hashing is object.__hash__ and not issubclass(kind, tzinfo)):
                continue
            if id(value) in self._open:
                self.work.add_search(hashed, seen)
                return True
            if id(value) in seen or id(value) in self._complete:
                continue
            seen[id(value)] = value
            for base in (tuple, frozenset, list):
                if issubclass(kind, base):
                    found += base.__iter__(value)
            found += instance_codec.zones_of(value)
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
            # One by one for a new instance: a frozen set in an attribute may contain the instance and need its hash
            # immediately; the attributes set so far may be enough for the hash.
            attributes = layout.new_attributes(instance)
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
            for container, kind, items, hashed in waiting:
                self.work.add_keys(hashed)
                put(container, kind, items)

    def instance(self, name: str, base: str, contents: list[Any]) -> Any:
        """Returns an instance of a class that derives from a mutable type."""
        layout = self._layout(name, instance_codec.CHANGEABLE_BASES[base])
        made = layout.new()
        self.containers.append(made)  # before its contents, which may contain it
        self._fill_instance(layout, made, *contents)
        return made

    def fixed(self, name: str, node: Any, *contents: list[Any]) -> Any:
        """Returns an instance of a class that derives from an immutable type."""
        value = self.decode(node)
        layout = self._layout(name, type(value))
        made = layout.new(value)
        for each in contents:
            self.containers.append(made)
            self._fill_instance(layout, made, *each)
        return made

    def _layout(self, name: str, base: type) -> instance_codec.Layout:
        self.work.has_instances = True
        layout = instance_codec.layout_by_name(values.checked(name, str))
        if layout is None:
            self._missing.append((self._location, f"class {name.replace(':', '.')}"))
            layout = self._placeholders.get((name, base))
            if layout is None:
                layout = self._placeholders[name, base] = instance_codec.stand_in(name, base)
                self._stand_ins[layout.kind] = layout
        elif layout.base is not base:
            raise ValueError(f"{name} derives from {layout.base.__name__} here, but from {base.__name__} in the sending service")
        elif layout.is_finalized:
            raise ValueError(f"{name} defines __del__, which must not run for an instance of a message")
        return layout

    def deep(self, node: Any, table: list[Any]) -> Any:
        """Returns the value of a node whose deeply nested containers have their contents in a table."""
        value = self.decode(node)
        for number, contents in values.pairs(table):
            self.fill(self.container(number), contents)
        return value

    def member(self, name: str, member: Any) -> Any:
        """Returns a member of an enumeration of the program."""
        layout = instance_codec.layout_by_name(name)
        return layout.of_member(member) if layout is not None else self._layout(name, object).new()

    def constant(self, names: list[str], node: Any) -> Any:
        """Returns the constant of this program with one of these names if it has the state that was sent, or else a copy."""
        if node is None:
            own = None if self.is_stranger else constants.found_by_name(names)
            if own is None:
                self._missing.append((self._location, f"constant {names[0].replace(':', '.')}"))
            return own
        first = len(self.containers)
        copy = self.decode(node)
        pairs = None if self.is_stranger else constants.counterpart(names, copy)
        if pairs is None:
            constants.remember(names, copy)
            return copy
        # What the copy contains may occur again outside of it.
        self.containers[first:] = [pairs.get(id(each), (each, each))[1] for each in self.containers[first:]]
        return pairs[id(copy)][1]

    def class_named(self, name: str) -> type:
        """Returns a class of the program."""
        return class_lookup.known_class(name) or self._layout(name, object).kind

    def filled(self, container: Any, contents: Any) -> Any:
        """Numbers a new container, fills it with contents and returns it."""
        self.containers.append(container)  # before its contents, which may contain it
        self.fill(container, contents)
        return container

    def later(self, content: Any) -> Any:
        """Returns an empty container, whose contents are in the table of `$deep`."""
        if isinstance(content, list):
            name, base = content
            made = self._layout(name, instance_codec.CHANGEABLE_BASES[base]).new()
            self._open.add(id(made))  # its attributes are read later
        else:
            made = DEFERRABLE[content]()
        self.containers.append(made)
        return made

    def iterator(self, nodes: list[Any], failure: Any = None) -> Iterator[Any]:
        """Returns an iterator over these items, which raises `failure` at the end if there is one."""
        number = len(self.iterators)
        self.iterators.append(None)
        items = [self.decode(node) for node in values.array(nodes)]
        made = iter(items) if failure is None else _failing(items, self.decode(failure))
        self.iterators[number] = made
        return made

    def exception(self, content: Any) -> BaseException:
        """Returns an exception. Classes that this service does not contain are no error: placeholders replace them."""
        number = len(self.containers)
        self.containers.append(None)

        def made(error: BaseException) -> None:  # before its attributes and its cause, which may contain it
            self.containers[number] = error

        unknown = len(self._missing)
        error = exceptions.restore(content, self.decode, made)
        del self._missing[unknown:]  # so that `check` does not report them
        return error

    def counted(self, make: Callable[[], Any]) -> Any:
        """Numbers a container before it is created, and returns it."""
        number = len(self.containers)
        self.containers.append(None)
        self.containers[number] = make()
        return self.containers[number]


def _refusing(read: Callable[[Any], Kind], node: Any) -> Kind:
    """Returns `read(node)`; raises ValueError instead of any exception."""
    try:
        return read(node)
    except BaseException as error:  # `__setstate__` and `__hash__` of the user's classes may raise anything, even SystemExit
        raise ValueError(f"not {MEDIA_TYPE}: {_described(error)}") from None


def _described(error: BaseException) -> str:
    text = values.text(error)
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + "..."


def _item(numbered: list[Any], number: Any) -> Any:
    if values.checked(number, int) < 0:
        raise ValueError(f"{number} is not a number of a container or iterator")
    return numbered[number]


def _failing(items: list[Any], error: BaseException) -> Iterator[Any]:
    yield from items
    raise error
