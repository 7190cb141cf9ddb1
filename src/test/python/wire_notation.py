"""The notation for values in the test vectors of the wire format: see src/test/resources/wire-format/README.md."""
from __future__ import annotations

import builtins
import importlib
import json
import pathlib
import re
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from pathlib import Path
from typing import Any, Callable
from uuid import UUID
from zoneinfo import ZoneInfo

from nanoservice import remote, remote_async, remote_async_generator, remote_generator

FOLDER = Path(__file__).parents[1] / "resources/wire-format"

_SEQUENCES: dict[str, Any] = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
_DICTIONARIES: dict[str, Any] = {"dict": dict, "OrderedDict": OrderedDict, "Counter": Counter, "defaultdict": defaultdict}
_OF_TEXT: dict[str, Callable[[str], Any]] = {
    "int": int,
    "float": float,
    "Decimal": Decimal,
    "UUID": UUID,
    "date": date.fromisoformat,
    "PurePosixPath": pathlib.PurePosixPath,
    "PureWindowsPath": pathlib.PureWindowsPath,
}
_VIEWS: dict[str, Callable[[list[Any]], Any]] = {
    "dict_keys": lambda items: dict.fromkeys(items).keys(),
    "dict_values": lambda items: dict(enumerate(items)).values(),
    "dict_items": lambda items: dict(items).items(),
}
_STUBS = {
    "function": remote,
    "coroutine": remote_async,
    "generator": remote_generator,
    "async generator": remote_async_generator,
}


def vectors(file: str) -> list[dict[str, Any]]:
    """Returns the vectors of a file."""
    found: list[dict[str, Any]] = json.loads(Path(FOLDER, file).read_text(encoding="utf-8"))
    return found


def normalized(text: str) -> Any:
    """Returns a JSON text in a form that equals another only if both are the same JSON, members in the same order."""
    return json.loads(text, object_pairs_hook=lambda pairs: ("object", pairs), parse_int=str, parse_float=repr_of_float)


def repr_of_float(text: str) -> str:
    return f"float {float(text)!r}"


class Builder:
    """Builds values from their notation. objects: those that have an id, by it."""

    def __init__(self, objects: dict[int, Any] | None = None) -> None:
        self.objects = {} if objects is None else objects

    def build(self, node: Any) -> Any:
        """Returns the value of a notation."""
        if isinstance(node, list):
            return [self.build(item) for item in node]
        if not isinstance(node, dict):
            return node
        if "ref" in node:
            return self.objects[node["ref"]]
        kind = node["type"]
        if kind in _OF_TEXT:
            return _OF_TEXT[kind](node["value"])
        return getattr(self, f"_{kind}", self._other)(node)

    def update(self, value: Any, node: Any) -> None:
        """Makes a container hold what a notation says, and what is in it likewise."""
        if isinstance(node, list):
            node = {"type": "list", "items": node}
        kind = node["type"]
        if kind == "object":
            value.__dict__.update(self._new_items(list(value.__dict__.items()), list(node["attributes"].items())))
        elif kind in _DICTIONARIES:
            pairs = self._new_items(list(value.items()), node["items"])
            value.clear()
            value.update(pairs)
        elif kind == "bytearray":
            value[:] = bytes.fromhex(node["hex"])
        elif kind == "set":
            value.clear()
            value.update(map(self.build, node["items"]))
        elif kind in ("list", "deque"):
            items = [self._new(old, new) for old, new in zip(value, node["items"])]
            items += map(self.build, node["items"][len(items) :])
            value.clear()
            value.extend(items)

    def _new_items(self, old: list[Any], new: list[Any]) -> list[Any]:
        before = dict(old)
        return [(key, self._new(before.get(key), item)) for key, item in new]

    def _new(self, old: Any, node: Any) -> Any:
        kind = "list" if isinstance(node, list) else node.get("type") if isinstance(node, dict) else ""
        if kind != type(old).__name__ and kind != "object":
            return self.build(node)
        self.update(old, node)
        return old

    def _note(self, node: dict[str, Any], value: Any) -> Any:
        if "id" in node:
            self.objects[node["id"]] = value
        return value

    def _other(self, node: dict[str, Any]) -> Any:
        kind = node["type"]
        if kind in _VIEWS:
            return _VIEWS[kind](self.build(node["items"]))
        if kind in _DICTIONARIES:
            made = self._note(node, _DICTIONARIES[kind]())
            for key, item in node["items"]:
                made[self.build(key)] = self.build(item)
            if kind == "defaultdict":
                made.default_factory = self.build(node["default"])
            return made
        if kind in ("tuple", "frozenset"):
            return _SEQUENCES[kind](map(self.build, node["items"]))
        made = self._note(node, _SEQUENCES[kind]())
        (made.extend if kind == "list" else made.update)(map(self.build, node["items"]))
        return made

    def _str(self, node: dict[str, Any]) -> str:
        return "".join(map(chr, node["codeUnits"]))

    def _complex(self, node: dict[str, Any]) -> complex:
        return complex(self.build(node["real"]), self.build(node["imag"]))

    def _ellipsis(self, node: dict[str, Any]) -> Any:
        return ...

    def _NotImplemented(self, node: dict[str, Any]) -> Any:
        return NotImplemented

    def _deque(self, node: dict[str, Any]) -> Any:
        made: Any = self._note(node, deque(maxlen=node["maxlen"]))
        made.extend(map(self.build, node["items"]))
        return made

    def _bytes(self, node: dict[str, Any]) -> bytes:
        return bytes.fromhex(node["hex"])

    def _bytearray(self, node: dict[str, Any]) -> Any:
        return self._note(node, bytearray.fromhex(node["hex"]))

    def _range(self, node: dict[str, Any]) -> range:
        return range(node["start"], node["stop"], node["step"])

    def _slice(self, node: dict[str, Any]) -> slice:
        return slice(node["start"], node["stop"], node["step"])

    def _datetime(self, node: dict[str, Any]) -> datetime:
        return datetime.fromisoformat(node["value"]).replace(fold=node["fold"], tzinfo=self.build(node["zone"]))

    def _time(self, node: dict[str, Any]) -> time:
        return time.fromisoformat(node["value"]).replace(fold=node["fold"], tzinfo=self.build(node["zone"]))

    def _timedelta(self, node: dict[str, Any]) -> timedelta:
        return timedelta(node["days"], node["seconds"], node["microseconds"])

    def _timezone(self, node: dict[str, Any]) -> timezone:
        offset = self.build(node["offset"])
        return timezone(offset) if node["name"] is None else timezone(offset, node["name"])

    def _ZoneInfo(self, node: dict[str, Any]) -> ZoneInfo:
        return ZoneInfo(node["key"])

    def _Fraction(self, node: dict[str, Any]) -> Fraction:
        return Fraction(node["numerator"], node["denominator"])

    def _Pattern(self, node: dict[str, Any]) -> Any:
        return re.compile(node["pattern"], node["flags"])

    def _enum(self, node: dict[str, Any]) -> Any:
        return getattr(importlib.import_module(node["module"]), node["name"])(node["value"])

    def _namedtuple(self, node: dict[str, Any]) -> Any:
        return getattr(importlib.import_module(node["module"]), node["name"])(*self.build(node["items"]))

    def _array(self, node: dict[str, Any]) -> Any:
        return array(node["typecode"], node["items"])

    def _builtin(self, node: dict[str, Any]) -> Any:
        return attrgetter(node["name"])(builtins)

    def _function(self, node: dict[str, Any]) -> Any:
        return _STUBS[node["kind"]](node["name"], node["host"])

    def _iterator(self, node: dict[str, Any]) -> Any:
        return self._note(node, _iterate(self.build(node["items"]), self.build(node["error"])))

    def _exception(self, node: dict[str, Any]) -> Any:
        kind = _class(":".join(node["classes"][0]))
        made = self._note(node, kind(*map(self.build, node["args"])))
        made.args = tuple(map(self.build, node["args"]))
        made.__dict__.update({name: self.build(item) for name, item in node.get("attributes", {}).items()})
        made.__cause__ = self.build(node.get("cause"))
        made.__suppress_context__ = node.get("suppress", False)
        return made

    def _object(self, node: dict[str, Any]) -> Any:
        kind = _class(node["class"])
        if "value" in node:
            made = _derived(kind, self.build(node["value"]))
        elif "state" in node:
            return self._note(node, kind(*self.build(node["state"])))
        else:
            made = kind()
        self._note(node, made)
        if "attributes" in node:
            made.__dict__.update({name: self.build(item) for name, item in node["attributes"].items()})
        if "items" in node:
            items = self.build(node["items"])
            made.update(items) if issubclass(kind, dict) else made.extend(items)
        return made

    def _member(self, node: dict[str, Any]) -> Any:
        kind: Any = _class(node["class"])
        return kind[node["name"]] if isinstance(node["name"], str) else kind(node["name"])

    def _class(self, node: dict[str, Any]) -> Any:
        return _class(node["class"])


class Matcher:
    """Compares values with their notation. objects: those that had an id or a `ref`, by it."""

    def __init__(self) -> None:
        self.objects: dict[int, Any] = {}

    def match(self, node: Any, value: Any, place: str = "value") -> None:
        """Raises AssertionError that names the place at which a value is not what the notation says."""
        if isinstance(node, list):
            node = {"type": "list", "items": node}
        if not isinstance(node, dict):
            _expect((type(node), node) == (type(value), value), place, node, value)
            return
        number = node.get("ref", node.get("id"))
        if number is not None:
            _expect(self.objects.setdefault(number, value) is value, place, node, value)
            others = [key for key, each in self.objects.items() if each is value]
            _expect(others == [number], place, node, value)
            if "ref" in node:
                return
        getattr(self, f"_{node['type']}", self._other)(node, value, place)

    def _other(self, node: dict[str, Any], value: Any, place: str) -> None:
        kind = node["type"]
        if kind in _DICTIONARIES:
            _expect(type(value) is _DICTIONARIES[kind], place, node, value)
            self._items([part for pair in node["items"] for part in pair], [*_flattened(value.items())], place)
            if kind == "defaultdict":
                self.match(node["default"], value.default_factory, f"{place}.default_factory")
        elif kind in ("list", "tuple"):
            _expect(type(value) is _SEQUENCES[kind], place, node, value)
            self._items(node["items"], list(value), place)
        elif kind in _VIEWS:
            expected = _VIEWS[kind](Builder().build(node["items"]))
            _expect((type(value), list(value)) == (type(expected), list(expected)), place, node, value)
        else:  # what holds nothing that has an id
            expected = Builder().build(node)
            _expect((type(value), repr(value)) == (type(expected), repr(expected)), place, node, value)

    def _items(self, nodes: list[Any], values: list[Any], place: str) -> None:
        _expect(len(nodes) == len(values), place, nodes, values)
        for number, (node, value) in enumerate(zip(nodes, values)):
            self.match(node, value, f"{place}[{number}]")

    def _set(self, node: dict[str, Any], value: Any, place: str) -> None:
        expected = _SEQUENCES[node["type"]](Builder().build(node["items"]))
        _expect((type(value), value) == (type(expected), expected), place, node, value)

    _frozenset = _set

    def _deque(self, node: dict[str, Any], value: Any, place: str) -> None:
        _expect(type(value) is deque and value.maxlen == node["maxlen"], place, node, value)
        self._items(node["items"], list(value), place)

    def _builtin(self, node: dict[str, Any], value: Any, place: str) -> None:
        _expect(value is Builder().build(node), place, node, value)

    _class = _member = _function = _ellipsis = _NotImplemented = _builtin

    def _iterator(self, node: dict[str, Any], value: Any, place: str) -> None:
        _expect(isinstance(value, Iterator), place, node, value)
        items = []
        error = None
        try:
            for item in value:
                items.append(item)
        except Exception as raised:
            error = raised
        self._items(node["items"], items, place)
        self.match(node["error"], error, f"{place}.error")

    def _exception(self, node: dict[str, Any], value: Any, place: str) -> None:
        classes = [[kind.__module__, kind.__qualname__] for kind in type(value).__mro__ if issubclass(kind, BaseException)]
        _expect(classes == node["classes"], place, node, value)
        self._items(node["args"], list(value.args), f"{place}.args")
        self._attributes(node.get("attributes", {}), value, place)
        self.match(node.get("cause"), value.__cause__, f"{place}.__cause__")
        _expect(value.__suppress_context__ == node.get("suppress", False), place, node, value)
        if "frames" in node:
            frames = []
            trace = value.__traceback__
            while trace is not None:
                frames.append([trace.tb_frame.f_code.co_filename, trace.tb_lineno, trace.tb_frame.f_code.co_name])
                trace = trace.tb_next
            _expect(frames[-len(node["frames"]) :] == node["frames"], place, node, frames)

    def _object(self, node: dict[str, Any], value: Any, place: str) -> None:
        _expect(type(value) is _class(node["class"]), place, node, value)
        if "state" in node:
            self.match(node["state"], value.__getstate__(), f"{place}.__getstate__()")
            return
        self._attributes(node.get("attributes", {}), value, place)
        if "value" in node:
            self.match(node["value"], _base_value(value), place)
        if "items" in node and node["base"] == "dict":
            self._items([part for pair in node["items"] for part in pair], [*_flattened(value.items())], place)
        elif "items" in node:
            self._items(node["items"], list(value), place)

    def _datetime(self, node: dict[str, Any], value: Any, place: str) -> None:
        expected = Builder().build({**node, "zone": None})
        _expect(type(value) is type(expected) and repr(value.replace(tzinfo=None)) == repr(expected), place, node, value)
        self.match(node["zone"], value.tzinfo, f"{place}.tzinfo")

    _time = _datetime

    def _attributes(self, nodes: dict[str, Any], value: Any, place: str) -> None:
        attributes = getattr(value, "__dict__", {})
        _expect(nodes.keys() == attributes.keys(), place, nodes, attributes)
        for name, node in nodes.items():
            self.match(node, attributes[name], f"{place}.{name}")


def _derived(kind: Any, value: Any) -> Any:
    """Returns the instance of a class that derives from the type of a value."""
    if isinstance(value, (date, time, timedelta)):
        arguments: Any = value.__reduce_ex__(4)[1]
        return kind(*arguments)
    return tuple.__new__(kind, value) if isinstance(value, tuple) else kind(value)


def _base_value(value: Any) -> Any:
    """Returns the value of an instance of a class that derives from an immutable type."""
    base: Any = type(value).__base__
    return base(*value.__reduce_ex__(4)[1]) if isinstance(value, (date, time, timedelta)) else base(value)


def _expect(met: bool, place: str, expected: Any, value: Any) -> None:
    if not met:
        raise AssertionError(f"{place} is {value!r}, expected {expected!r}")


def _flattened(pairs: Any) -> Iterator[Any]:
    for key, item in pairs:
        yield key
        yield item


def _class(name: str) -> Any:
    module, _, qualified = name.partition(":")
    return attrgetter(qualified)(importlib.import_module(module))


def _iterate(items: list[Any], error: Any) -> Iterator[Any]:
    yield from items
    if error is not None:
        raise error
