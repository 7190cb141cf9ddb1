"""Functions and classes as values: endpoints and classes of the program, and built-in functions and types."""
from __future__ import annotations

import inspect
import re
from collections.abc import Callable, KeysView
from dataclasses import dataclass
from types import BuiltinFunctionType, FunctionType, MethodDescriptorType
from typing import Any, Optional
from weakref import WeakValueDictionary

from . import class_lookup, values
from .tags import Decoder, Tag

FUNCTION, COROUTINE, GENERATOR, ASYNC_GENERATOR = "function", "coroutine", "generator", "async generator"


@dataclass(frozen=True)
class EndpointRef:
    """An endpoint as a value.

    name: the endpoint's name.
    host: the host name of the endpoint, which is used if no address is configured.
    kind: the kind of function, one of the constants of this module.
    trusted: whether calls of it contain the token: not if only a caller without it has named the endpoint.
    """

    name: str
    host: str
    kind: str
    trusted: bool = True


# The most characters in the name of an endpoint that a message contains.
_LONGEST_NAME = 1000
_LABEL = re.compile("(?=[^.]*[a-z])(?!0x)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII | re.IGNORECASE)
# Names of the machine itself, in DNS (RFC 6761 §6.3) and in the usual /etc/hosts.
_OWN_HOSTS = frozenset({"localhost", "ip6-localhost", "ip6-loopback"})
_ATTRIBUTE = "__nanoservice__"
_local: dict[str, Callable[..., Any]] = {}
_references: dict[Callable[..., Any], EndpointRef] = {}
# Weak, because anybody can send the name of an endpoint: a stub exists as long as the program refers to it.
_stubs: WeakValueDictionary[EndpointRef, Callable[..., Any]] = WeakValueDictionary()
_stub_factories: list[Callable[[EndpointRef], Callable[..., Any]]] = []


def register(name: str, function: Callable[..., Any], host: Optional[str] = None) -> None:
    """Registers the function of this process for the endpoint `name`.

    host: the host name of the endpoint; by default the endpoint's name.
    """
    if name not in _local:
        _references[function] = EndpointRef(name, host or name, _kind(function))
        _local[name] = function


def are_registered(names: KeysView[str]) -> bool:
    """Returns whether this process has a function for each of these endpoints."""
    return names <= _local.keys()


def register_stub_factory(make: Callable[[EndpointRef], Callable[..., Any]]) -> None:
    """Registers the factory of stubs. `client` registers it, because `wire` does not import `client`."""
    _stub_factories.append(make)


def stub_of(reference: EndpointRef) -> Callable[..., Any]:
    """Returns the stub for an endpoint, which is created by the first call.

    A process has one stub for each endpoint, so that a function equals itself after it was sent and received.
    """
    stub = _stubs.get(reference)
    if stub is None:
        made = _stub_factories[0](reference)
        setattr(made, _ATTRIBUTE, reference)
        stub = _stubs.setdefault(reference, made)
    return stub


def refer_to(stub: Callable[..., Any], function: Callable[..., Any]) -> Callable[..., Any]:
    """Makes a function stand for the endpoint of a stub, in place of the stub, and returns the function."""
    reference = getattr(stub, _ATTRIBUTE)
    setattr(function, _ATTRIBUTE, reference)
    _stubs[reference] = function
    return function


def endpoint_of(function: Callable[..., Any]) -> Optional[EndpointRef]:
    """Returns the endpoint of a function or stub, or None if it is not a function of the program."""
    reference = getattr(function, _ATTRIBUTE, None)
    return reference if isinstance(reference, EndpointRef) else _references.get(function)


def function_of(reference: EndpointRef) -> Callable[..., Any]:
    """Returns the callable for an endpoint: the function itself if this process contains it, otherwise a stub."""
    return _local.get(reference.name) or stub_of(reference)


def _decode_endpoint(content: Any, reader: Decoder) -> Callable[..., Any]:
    name, host, kind = content
    if type(name) is not str or type(host) is not str or kind not in (FUNCTION, COROUTINE, GENERATOR, ASYNC_GENERATOR):
        raise ValueError("expected the name, the host name and the kind of an endpoint")
    if not reader.may_call(name):
        raise ValueError(f"the function {name[:_LONGEST_NAME]!r} can be sent only with the token of the services")
    reference = EndpointRef(name, host, kind)
    if name in _local or reference in _stubs:
        return function_of(reference)
    # A caller must not make the service call any machine: a host name is a single label. A service with a dotted name also
    # has its DNS label as a host name.
    if host == name:
        host = name.lower().replace("_", "-").replace(".", "-") if "." in name else name
    if len(name) > _LONGEST_NAME or host.lower() in _OWN_HOSTS or not _LABEL.fullmatch(host):
        raise ValueError(f"{host[:_LONGEST_NAME]!r} is not the host name of a service")
    return stub_of(EndpointRef(name, host, kind, not reader.is_stranger))


def _kind(function: Callable[..., Any]) -> str:
    if inspect.isasyncgenfunction(function):
        return ASYNC_GENERATOR
    if inspect.iscoroutinefunction(function):
        return COROUTINE
    return GENERATOR if inspect.isgeneratorfunction(function) else FUNCTION


def _is_class(value: Any) -> bool:
    # `isinstance` reads `__class__` of the value, which may run code of the program.
    return issubclass(type(value), type) and class_lookup.known_name(value) is not None


def _is_endpoint(value: Any) -> bool:
    return type(value) is FunctionType and endpoint_of(value) is not None


def _encode_endpoint(value: Any, writer: Any) -> list[str]:
    reference = endpoint_of(value)
    return [] if reference is None else [reference.name, reference.host, reference.kind]


def _is_builtin(value: Any) -> bool:
    if type(value) not in (FunctionType, BuiltinFunctionType, MethodDescriptorType, type):
        return False
    return values.BUILTINS.get(value.__qualname__) is value


TAGS = (
    Tag(
        "class",
        lambda content, reader: reader.class_named(content),
        lambda value, writer: class_lookup.known_name(value),
        accepts=_is_class,
        by_value=True,
    ),
    Tag(
        "function",
        _decode_endpoint,
        _encode_endpoint,
        accepts=_is_endpoint,
        by_value=True,
    ),
    Tag(
        "builtin",
        lambda content, reader: values.BUILTINS[content],
        lambda value, writer: value.__qualname__,
        accepts=_is_builtin,
        by_value=True,
    ),
)
