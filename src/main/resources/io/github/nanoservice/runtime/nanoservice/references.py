"""Functions as values: which callable stands for which endpoint, on both sides of the wire."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Optional

_ATTRIBUTE = "__nanoservice__"
_local: dict[str, Callable[..., Any]] = {}
_references: dict[Callable[..., Any], Reference] = {}
_stubs: dict[Reference, Callable[..., Any]] = {}

FUNCTION, COROUTINE, GENERATOR, ASYNC_GENERATOR = "function", "coroutine", "generator", "async generator"


@dataclass(frozen=True)
class Reference:
    """An endpoint as a value.

    name: the endpoint's name.
    host: the host name it is reached at where no address is configured.
    kind: what a call returns: one of the constants of this module.
    """

    name: str
    host: str
    kind: str


def register(name: str, function: Callable[..., Any], host: Optional[str] = None) -> None:
    """Notes that this process answers the endpoint `name`, reached at `host` or else at its name, with `function`."""
    if name not in _local:
        _references[function] = Reference(name, host or name, _kind(function))
        _local[name] = function


def stub_of(reference: Reference, make: Callable[[Reference], Callable[..., Any]]) -> Callable[..., Any]:
    """Returns the one stub of this process for an endpoint, made by `make` when it is first asked for.

    There is only one, so that a function compares equal to itself after it was passed around.
    """
    stub = _stubs.get(reference)
    if stub is None:
        made = make(reference)
        setattr(made, _ATTRIBUTE, reference)
        stub = _stubs.setdefault(reference, made)
    return stub


def reference_of(function: Callable[..., Any]) -> Optional[Reference]:
    """Returns the endpoint that `function` stands for, or None when it is no sibling."""
    reference = getattr(function, _ATTRIBUTE, None)
    return reference if isinstance(reference, Reference) else _references.get(function)


def function_of(reference: Reference) -> Callable[..., Any]:
    """Returns the callable for an endpoint: the function itself where this process has it, else a stub."""
    from .stubs import stub  # a stub sends values, and values may hold stubs

    return _local.get(reference.name) or stub(reference)


def _kind(function: Callable[..., Any]) -> str:
    import inspect

    if inspect.isasyncgenfunction(function):
        return ASYNC_GENERATOR
    if inspect.iscoroutinefunction(function):
        return COROUTINE
    return GENERATOR if inspect.isgeneratorfunction(function) else FUNCTION
