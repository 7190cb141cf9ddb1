"""Stubs: functions that call the functions of other services over HTTP."""
from __future__ import annotations

import contextvars
from collections.abc import AsyncIterator, Callable, Generator
from concurrent.futures import Future
from threading import Thread
from typing import Any, Optional

from ..wire.endpoints import (
    ASYNC_GENERATOR,
    COROUTINE,
    FUNCTION,
    GENERATOR,
    EndpointRef,
    register_stub_factory,
    stub_of,
)
from .remote_call import call

_END = object()


def remote(name: str, host: Optional[str] = None) -> Callable[..., Any]:
    """Returns a function that calls the endpoint `name` over HTTP.

    host: the host name of the endpoint; by default the endpoint's name.
    """
    return stub_of(EndpointRef(name, host or name, FUNCTION))


def remote_async(name: str, host: Optional[str] = None) -> Callable[..., Any]:
    """Returns an `async def` function that calls the endpoint `name`; calls that are awaited together run concurrently."""
    return stub_of(EndpointRef(name, host or name, COROUTINE))


def remote_generator(name: str, host: Optional[str] = None) -> Callable[..., Any]:
    """Returns a generator function whose items come from the endpoint `name` on demand."""
    return stub_of(EndpointRef(name, host or name, GENERATOR))


def remote_async_generator(name: str, host: Optional[str] = None) -> Callable[..., Any]:
    """Returns an asynchronous generator function whose items come from the endpoint `name` on demand."""
    return stub_of(EndpointRef(name, host or name, ASYNC_GENERATOR))


def _make(reference: EndpointRef) -> Callable[..., Any]:
    function = _MAKERS[reference.kind](reference)
    module, _, name = reference.name.rpartition(".")
    function.__name__ = function.__qualname__ = name
    # Error messages contain the module; for functions without a module name a service uses `__main__` too.
    function.__module__ = module or "__main__"
    return function


def _function(reference: EndpointRef) -> Callable[..., Any]:
    def stub(*args: Any, **kwargs: Any) -> Any:
        return call(reference, args, kwargs)

    return stub


def _coroutine(reference: EndpointRef) -> Callable[..., Any]:
    async def stub(*args: Any, **kwargs: Any) -> Any:
        return await _in_thread(call, reference, args, kwargs)

    return stub


def _generator(reference: EndpointRef) -> Callable[..., Any]:
    def stub(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
        return (yield from call(reference, args, kwargs))

    return stub


def _async_generator(reference: EndpointRef) -> Callable[..., Any]:
    async def stub(*args: Any, **kwargs: Any) -> AsyncIterator[Any]:
        items = await _in_thread(call, reference, args, kwargs)
        try:
            while (item := await _in_thread(next, items, _END)) is not _END:
                yield item
        finally:
            items.close()

    return stub


async def _in_thread(function: Callable[..., Any], *args: Any) -> Any:
    """Runs a function in a new thread, with a copy of the current context, and awaits its result.

    `asyncio.to_thread` is not suitable, because its executor has few threads: in a recursion across two services, calls
    would occupy all threads while they wait for calls that need one.
    """
    import asyncio

    context = contextvars.copy_context()
    future: Future[Any] = Future()

    def run() -> None:
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(context.run(function, *args))
            except BaseException as error:  # any exception is raised in the coroutine that awaits the result
                future.set_exception(error)

    Thread(target=run, daemon=True).start()
    return await asyncio.wrap_future(future)


_MAKERS: dict[str, Callable[[EndpointRef], Callable[..., Any]]] = {
    FUNCTION: _function,
    COROUTINE: _coroutine,
    GENERATOR: _generator,
    ASYNC_GENERATOR: _async_generator,
}

register_stub_factory(_make)
