"""Modules that a service contains as they are, and functions in them that other services serve.

A module is imported under its own name and runs as in any Python program. When it has run, the functions that other services
serve are replaced: each then calls its service. While the service itself is starting, such a function runs here, because the
other services may not listen yet.
"""
from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import FunctionType, ModuleType
from typing import Any, Optional

from .. import source_modules
from ..wire.endpoints import refer_to

Stub = Callable[..., Any]

_stubs: dict[str, dict[str, Stub]] = {}


class _Start:
    """Whether the service is importing its modules."""

    importing = False


def replace_functions(module: str, /, **stubs: Stub) -> None:
    """Replaces functions of a module by stubs as soon as the module has run.

    A function with attributes of its own, and an object that a decorator made of a function, are not replaced: other code may
    use more of them than a call.
    """
    if not _stubs:
        sys.meta_path.insert(0, _Finder())
    _stubs.setdefault(module, {}).update(stubs)


def functions_of(places: Mapping[str, str]) -> dict[str, Callable[..., Any]]:
    """Imports the functions of a service from its modules.

    places: for each endpoint, the dotted name of a module and the name of a function in it, such as "shop.prices:discount".
    Returns the functions by their endpoints. If a module cannot be imported, calls of its functions raise ImportError, and `run`
    logs the reason. If none can be imported, raises the exception of the first one.
    """
    modules = list(dict.fromkeys([place.partition(":")[0] for place in places.values()]))
    failures = source_modules.import_modules(modules)
    if len(failures) == len(modules):
        raise failures[modules[0]]
    return {endpoint: _function_at(place, failures) for endpoint, place in places.items()}


def _function_at(place: str, failures: Mapping[str, BaseException]) -> Callable[..., Any]:
    module, _, name = place.partition(":")
    function = getattr(sys.modules.get(module), name, None)
    if callable(function):
        made: Callable[..., Any] = function
        return made
    failure = failures.get(module, "")
    reason = f": {type(failure).__name__}: {failure}" if failure else ""

    def fail(*args: Any, **kwargs: Any) -> Any:
        raise ImportError(f"cannot import name {name!r} from {module!r}{reason}", name=module)

    return fail


@contextmanager
def importing(*modules: str) -> Iterator[None]:
    """Imports modules in its block, and the given ones after it. Functions of other services run here until then.

    modules: dotted names. A module that cannot be imported is skipped; `run` logs it.
    """
    _Start.importing = True
    try:
        yield
        source_modules.import_modules(name for name in modules if not source_modules.is_program(name))
    finally:
        _Start.importing = False


class _Finder(MetaPathFinder):
    """Finds modules with functions to replace, in the way that Python finds all modules in files."""

    def find_spec(
        self, fullname: str, path: Optional[Sequence[str]], target: Optional[ModuleType] = None
    ) -> Optional[ModuleSpec]:
        if fullname not in _stubs:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and type(spec.loader) is SourceFileLoader:
            spec.loader = _Loader(spec.loader.name, spec.loader.path)
        return spec


class _Loader(SourceFileLoader):
    """Runs a module, then replaces functions in it."""

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        namespace = vars(module)
        for name, stub in _stubs[module.__name__].items():
            function = namespace.get(name)
            if type(function) is FunctionType and not vars(function).keys() - {"__wrapped__"}:
                namespace[name] = _replacement(function, stub)


def _replacement(function: FunctionType, stub: Stub) -> Stub:
    """Returns a function that calls `function` while the service starts, and its stub later."""

    def current() -> Stub:
        return function if _Start.importing else stub

    made = _makers(function)(current)
    functools.update_wrapper(made, function)
    return refer_to(stub, made)


def _makers(function: FunctionType) -> Callable[[Callable[[], Stub]], Stub]:
    if inspect.isasyncgenfunction(function):
        return _async_generator
    if inspect.iscoroutinefunction(function):
        return _coroutine
    return _generator if inspect.isgeneratorfunction(function) else _function


def _function(current: Callable[[], Stub]) -> Stub:
    def call(*args: Any, **kwargs: Any) -> Any:
        return current()(*args, **kwargs)

    return call


def _coroutine(current: Callable[[], Stub]) -> Stub:
    async def call(*args: Any, **kwargs: Any) -> Any:
        return await current()(*args, **kwargs)

    return call


def _generator(current: Callable[[], Stub]) -> Stub:
    def call(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
        return (yield from current()(*args, **kwargs))

    return call


def _async_generator(current: Callable[[], Stub]) -> Stub:
    async def call(*args: Any, **kwargs: Any) -> AsyncIterator[Any]:
        async for item in current()(*args, **kwargs):
            yield item

    return call
