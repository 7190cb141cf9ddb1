"""Instances of the program's own classes: their state is read and restored without running their code.

The state consists of the attributes, in `__dict__` and in slots, and of the value or items if the class derives from a
type such as `int` or `list`. `__init__`, `__new__`, `__setattr__` and properties are not called. A class can define its
state with `__getstate__` and `__setstate__`, which are called as `copy.copy` calls them.
"""
from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from functools import partial
from types import BuiltinFunctionType, MemberDescriptorType
from typing import Any, Optional
from weakref import WeakKeyDictionary

from .. import source_modules
from . import class_lookup, containers, stdlib_codec
from .codec import UNWRITABLE
from .plain_json import are_scalars
from .tags import Encoder, Part, Tag
from .values import checked, type_name

_HEAP_TYPE = 1 << 9  # Py_TPFLAGS_HEAPTYPE: the type is not a static type of the interpreter

# Functions that return the arguments from which `__new__` of a type makes an equal value, as `pickle` passes them: the methods of
# a date that return others, such as `replace`, call the class of the program. From protocol 4 on they include `fold` (PEP 495).
_ARGUMENTS: dict[type, Callable[[Any], Any]] = {
    date: lambda value: date.__reduce__(value)[1],
    datetime: lambda value: datetime.__reduce_ex__(value, 4)[1],
    time: lambda value: time.__reduce_ex__(value, 4)[1],
    timedelta: lambda value: timedelta.__reduce__(value)[1],
}


def _date(kind: Any, instance: Any) -> Any:
    return kind(*_ARGUMENTS[kind](instance))


# Functions that return the immutable value of an instance, by the type from which its class derives.
_FIXED: dict[type, Callable[[Any], Any]] = {
    **{kind: partial(_date, kind) for kind in _ARGUMENTS},
    Decimal: Decimal,
    bytes: lambda value: bytes.__getitem__(value, slice(None)),
    complex: complex.__pos__,
    float: float.__float__,
    frozenset: lambda value: frozenset(frozenset.__iter__(value)),
    int: int.__int__,
    str: str.__str__,
    tuple: lambda value: tuple.__getitem__(value, slice(None)),
}
# The mutable types from which a class can derive, by the names that the wire format uses.
CHANGEABLE_BASES: dict[str, type] = {
    kind.__name__: kind for kind in (object, tzinfo, list, dict, set, bytearray, OrderedDict, Counter, defaultdict)
}
# The types of values that are no state if they are empty, as in `pickle`. The truth of others may run code of the program.
_EMPTY_STATES = (bool, int, str, list)
_WITHOUT_ITEMS = (object, tzinfo)  # of these, the types whose instances have attributes only

# `Stack[int]()` stores its alias in this attribute. Only `typing` reads it, and an alias cannot be sent.
_ALIAS = "__orig_class__"

# The most characters in the name of a class that this service does not contain.
_LONGEST_NAME = 1000
_STAND_IN = "__nanoservice_stand_in__"  # the attribute of a placeholder class

_layouts: dict[type, Optional[Layout]] = {}
# Weak, because anybody can send the name of a class that this service does not contain, for which a placeholder is made.
_slots: WeakKeyDictionary[type, dict[str, Any]] = WeakKeyDictionary()


class Layout:
    """The structure of the instances of one class.

    name: the name of the class in the wire format, such as "shop.models:Point".
    base: the built-in type from which the class derives; for an exception the nearest class of the interpreter.
    is_finalized: whether instances have a `__del__`.
    refusal: the reason why instances cannot be sent, or an empty text.
    """

    def __init__(self, kind: type, name: str) -> None:
        self.kind = kind
        self.name = name
        self.base = base_of(kind)
        self.is_enum = issubclass(kind, Enum)
        self.is_exception = issubclass(kind, BaseException)
        self.is_fixed = self.base in _FIXED
        self.is_container = not (self.is_fixed or self.is_exception or self.base in _WITHOUT_ITEMS)
        self.is_finalized = is_finalized(kind)
        self._slots = slots_of(kind)
        self._has_dict = kind.__dictoffset__ != 0
        self.has_attributes = self._has_dict or bool(self._slots)
        self._getstate, self._setstate = _own(kind, "__getstate__"), _own(kind, "__setstate__")
        self.has_state = self._getstate or self._setstate
        self.refusal = "" if self.is_enum else self._refusal()

    @property
    def defines_reduce(self) -> bool:
        return _own(self.kind, "__reduce__")

    def _refusal(self) -> str:
        if not self.is_fixed and CHANGEABLE_BASES.get(self.base.__name__) is not self.base:
            return f"it derives from {self.base.__name__}; store a {self.base.__name__} in an attribute instead"
        if self.is_finalized:
            return "it defines __del__, which would run for each copy; use a context manager or weakref.finalize instead"
        for method in ("__reduce__", "__reduce_ex__"):
            if _own(self.kind, method):
                return f"it defines {method}; define __getstate__ and __setstate__ instead"
        return ""

    def member(self, value: Enum) -> Any:
        """Returns the name of a member of an enumeration, or the value of combined flags."""
        kind: Any = self.kind
        return value.name if value.name in kind.__members__ else value.value

    def of_member(self, member: Any) -> Any:
        """Returns the member with this name or value."""
        if not self.is_enum:
            raise TypeError(f"{self.name} is not an enumeration")
        kind: Any = self.kind
        # Only combined flags have no name. The message of an exception for another value would contain it, which may be much
        # longer than its JSON.
        return kind.__members__[member] if type(member) is str else stdlib_codec.enum_member(kind, checked(member, int))

    def value(self, instance: Any) -> Any:
        """Returns the immutable value of an instance, without its attributes."""
        return _FIXED[self.base](instance)

    def new(self, *value: Any) -> Any:
        """Returns an instance without attributes. value: its immutable value, if its base is an immutable type."""
        if self.is_enum:
            raise TypeError(f"{self.name} is an enumeration")
        if not all(type(each) is self.base for each in value):
            raise TypeError(f"{self.name} derives from {self.base.__name__}")
        arguments = _ARGUMENTS.get(self.base)
        return self.base.__new__(self.kind, *(value if arguments is None else arguments(*value)))

    def attributes(self, instance: Any) -> dict[str, Any]:
        """Returns the instance's own attributes. The caller must not change the result."""
        found: dict[str, Any] = object.__getattribute__(instance, "__dict__") if self._has_dict else {}
        if self._slots or _ALIAS in found:
            found = {name: value for name, value in found.items() if name != _ALIAS}
            found.update(_slot_values(self._slots, instance))
        return found

    def new_attributes(self, instance: Any) -> dict[str, Any]:
        """Returns an empty dictionary for attributes: the `__dict__` of a new instance, so that they take effect one by one."""
        own: dict[str, Any] = object.__getattribute__(instance, "__dict__") if self._has_dict else {}
        return {} if own or self._slots else own

    def set_attributes(self, instance: Any, attributes: dict[str, Any]) -> None:
        """Replaces the attributes of an instance with these."""
        slots = self._slots
        if self._has_dict:
            own = object.__getattribute__(instance, "__dict__")
            for name in [name for name in own if name not in attributes and name != _ALIAS]:
                del own[name]
            own.update(attributes if not slots else {n: v for n, v in attributes.items() if n not in slots})
        elif not attributes.keys() <= slots.keys():
            raise AttributeError(f"{self.name} has slots for {', '.join(slots)} only")
        for name, slot in slots.items():
            if name in attributes:
                slot.__set__(instance, attributes[name])
            elif _has_value(slot, instance):
                slot.__delete__(instance)

    def state(self, instance: Any) -> Any:
        """Returns the result of the class's `__getstate__`, or the default state that Python would pass to `__setstate__`."""
        if self._getstate:
            return instance.__getstate__()
        own = dict(object.__getattribute__(instance, "__dict__")) if self._has_dict else None
        return (own, _slot_values(self._slots, instance)) if self._slots else own

    def set_state(self, instance: Any, state: Any) -> None:
        """Passes a state to `__setstate__`; without that method the state updates the attributes (PEP 307)."""
        if self._setstate:
            instance.__setstate__(state)
            return
        for part in state if isinstance(state, tuple) else [state]:
            if isinstance(part, dict):
                self.set_attributes(instance, {**self.attributes(instance), **part})
            elif part is not None and (type(part) not in _EMPTY_STATES or part):
                raise TypeError(f"{self.name} has no __setstate__, so its state must be a dictionary")

    def items(self, instance: Any) -> list[Any]:
        """Returns all objects in an instance that assignments can replace: attribute names and values, then items."""
        attributes = self.attributes(instance)
        found = [*attributes, *attributes.values()]
        if not self.is_container:
            return found
        base: Any = self.base
        if issubclass(base, dict):
            return [*found, *base.keys(instance), *base.values(instance)]
        return [*found, *base.__iter__(instance)]


def layout_of(kind: type) -> Optional[Layout]:
    """Returns the layout of a class of the program, or None for any other class.

    A metaclass has no layout: its instances are classes, which are sent by name.
    """
    try:
        return _layouts[kind]
    except KeyError:
        pass
    name = None if issubclass(kind, type) else class_lookup.known_name(kind)
    layout = None if name is None else Layout(kind, name)
    # While a module is being imported, its classes cannot be found by name yet, so a negative result is not cached.
    # A placeholder belongs to its message.
    if layout is not None or not (source_modules.is_own(kind.__module__) or _STAND_IN in vars(kind)):
        _layouts[kind] = layout
    return layout


def layout_by_name(name: str) -> Optional[Layout]:
    """Returns the layout of the class with this name, or None if this service does not contain the class."""
    kind = class_lookup.known_class(name)
    return None if kind is None else layout_of(kind)


def stand_in(name: str, base: type) -> Layout:
    """Returns the layout of a placeholder for a class that this service does not contain.

    Only an exception may contain its instances. Raises ValueError if `base` is not a built-in type: a class of the program may
    run code when another class derives from it.
    """
    if base not in _FIXED and CHANGEABLE_BASES.get(base.__name__) is not base:
        raise ValueError(f"expected a class that derives from a built-in type, but got one that derives from {base.__name__}")
    module, _, qualified = name.partition(":")
    if len(name) > _LONGEST_NAME:
        raise ValueError(f"expected the name of a class of at most {_LONGEST_NAME} characters, but got {len(name)}")
    return Layout(type(qualified.rpartition(".")[2], (base,), {"__module__": module, _STAND_IN: True}), name)


def is_finalized(kind: type) -> bool:
    """Returns whether the instances of a class have a `__del__`.

    It would run with the attributes of the message, such as the name of a file to delete, also if the message is refused.
    """
    return any("__del__" in vars(base) for base in kind.__mro__)


def base_of(kind: type) -> type:
    """Returns the built-in or extension type whose `__new__` creates the instances of a class."""
    # `__base__` is the base class that determines the memory layout; Python accepts only the `__new__` of that one.
    base: Optional[type] = kind
    while base is not None:
        if base in _FIXED or CHANGEABLE_BASES.get(base.__name__) is base or not base.__flags__ & _HEAP_TYPE:
            return base
        if isinstance(vars(base).get("__new__"), BuiltinFunctionType):  # an extension type
            return base
        base = base.__base__
    return object


def slots_of(kind: type) -> dict[str, Any]:
    """Returns the slots of a class and of its base classes, by attribute name.

    `defaultdict` contributes the slot `default_factory`.
    """
    found = _slots.get(kind)
    if found is None:
        found = _slots[kind] = {
            name: member
            for base in reversed(kind.__mro__)
            if base.__flags__ & _HEAP_TYPE or base is defaultdict
            for name, member in vars(base).items()
            if isinstance(member, MemberDescriptorType)
        }
    return found


def own_attributes(instance: Any) -> dict[str, Any]:
    """Returns the attributes of an instance of any class that has a `__dict__`, including its slots."""
    kind: Any = type(instance)
    return {**object.__getattribute__(instance, "__dict__"), **_slot_values(slots_of(kind), instance)}


def zones_of(value: Any) -> list[tzinfo]:
    """Returns the time zone of a datetime or a time: its hash calls `utcoffset`, which reads attributes of the zone."""
    for base in (datetime, time):
        if issubclass(type(value), base):
            zone: Any = base.tzinfo.__get__(value)
            return [] if zone is None else [zone]
    return []


def _slot_values(slots: dict[str, Any], instance: Any) -> dict[str, Any]:
    return {name: slot.__get__(instance) for name, slot in slots.items() if _has_value(slot, instance)}


def _has_value(slot: Any, instance: Any) -> bool:
    try:
        slot.__get__(instance)
    except AttributeError:
        return False
    return True


def _own(kind: type, method: str) -> bool:
    """Returns whether a class written in Python defines this method.

    The `__getstate__` and `__setstate__` that `dataclasses` adds to frozen classes with slots do not count.
    """
    found = getattr(kind, method, None)
    code = getattr(found, "__code__", None)
    return code is not None and found.__module__ not in ("dataclasses", "collections")


def parts_of(layout: Layout, instance: Any, part: Part) -> list[Any]:
    """Returns the contents of an instance as nodes: its attributes or [its state], then its items if it is a container."""
    first: Any
    if layout.has_state:
        first = [part(layout.state(instance))]
    else:
        first = _attribute_nodes(layout.attributes(instance), part)
    return [first, containers.contents_of(instance, layout.base, part)] if layout.is_container else [first]


def _attribute_nodes(attributes: dict[str, Any], part: Part) -> dict[str, Any]:
    if not {str}.issuperset(map(type, attributes)):
        raise TypeError("attributes whose names are not strings cannot be sent to another service")
    if are_scalars(attributes.values()):
        return attributes
    nodes: dict[str, Any] = {}
    name = ""
    try:
        for name, item in attributes.items():
            nodes[name] = part(item)
    except UNWRITABLE as error:
        raise _inside(name, error) from None
    return nodes


def _inside(name: str, error: Exception) -> Exception:
    """Returns the error with the name of the attribute whose value cannot be written."""
    begin, message = "attribute ", str(error)
    message = f".{message[len(begin):]}" if message.startswith(begin) else f": {message}"
    return type(error)(f"{begin}{name}{message}")


def _writable_layout(instance: Any) -> Layout:
    layout = _layouts.get(type(instance))  # looking up the tag has created the layout
    if layout is None or layout.refusal:
        reason = "" if layout is None else f": {layout.refusal}"
        raise TypeError(f"a value of type {type_name(instance)} cannot be sent to another service{reason}")
    return layout


def _parts(layout: Layout, instance: Any, writer: Encoder) -> list[Any]:
    writer.depth += 1
    try:
        return parts_of(layout, instance, writer.part)
    finally:
        writer.depth -= 1


def _encode_member(value: Any, writer: Encoder) -> list[Any]:
    layout = _writable_layout(value)
    return [layout.name, layout.member(value)]


def _encode_fixed(value: Any, writer: Encoder) -> list[Any]:
    layout = _writable_layout(value)
    fixed = writer.part(layout.value(value))
    if not layout.has_attributes:
        return [layout.name, fixed]
    writer.count(value)  # after its value, without which a reader cannot create the instance
    return [layout.name, fixed, _parts(layout, value, writer)]


def _encode_object(value: Any, writer: Encoder) -> list[Any]:
    layout = _writable_layout(value)
    return [layout.name, layout.base.__name__, _parts(layout, value, writer)]


def _deferred_object(value: Any) -> list[str]:
    layout = _writable_layout(value)
    return [layout.name, layout.base.__name__]


def _accepts(test: Callable[[Layout], bool]) -> Callable[[Any], bool]:
    def accepts(value: Any) -> bool:
        layout = layout_of(type(value))
        return layout is not None and not layout.is_exception and test(layout)

    return accepts


TAGS = (
    Tag(
        "object",
        lambda content, reader: reader.instance(*content),
        _encode_object,
        accepts=_accepts(lambda layout: not (layout.is_enum or layout.is_fixed)),
        counts=True,
        deferred=_deferred_object,
        may_be_constant=True,
    ),
    Tag(
        "fixed",
        lambda content, reader: reader.fixed(*content),
        _encode_fixed,
        accepts=_accepts(lambda layout: layout.is_fixed and not layout.is_enum),
        may_be_constant=True,
    ),
    Tag(
        "member",
        lambda content, reader: reader.member(*content),
        _encode_member,
        accepts=_accepts(lambda layout: layout.is_enum),
    ),
)
