"""Stubs: functions that call the functions of other services by requests."""
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
    """Returns a function that calls the endpoint `name`: each call is a GET to it.

    host: the host name at which it is reached; by default the endpoint's name.
    """
    return stub_of(EndpointRef(name, host or name, FUNCTION))


def remote_async(name: str, host: Optional[str] = None) -> Callable[..., Any]:
    """Returns an `async def` function that calls the endpoint `name`; calls that are awaited together run concurrently."""
    return stub_of(EndpointRef(name, host or name, COROUTINE))


def remote_generator(name: str, host: Optional[str] = None) -> Callable[..., Any]:
    """Returns a generator function whose items are requested from the endpoint `name` one at a time."""
    return stub_of(EndpointRef(name, host or name, GENERATOR))


def remote_async_generator(name: str, host: Optional[str] = None) -> Callable[..., Any]:
    """Returns an asynchronous generator function whose items come from the endpoint `name` as they are asked for."""
    return stub_of(EndpointRef(name, host or name, ASYNC_GENERATOR))


def _make(reference: EndpointRef) -> Callable[..., Any]:
    function = _MAKERS[reference.kind](reference)
    module, _, name = reference.name.rpartition(".")
    function.__name__ = function.__qualname__ = name
    # Python names it in messages; services call their own functions' module so too.
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
    """Awaits a function that runs in a thread of its own, in the context of its caller.

    The executor of `asyncio.to_thread` is not used: it has few threads, and calls that wait for one another, as in a
    recursion over two services, would wait for ever for the next one.
    """
    import asyncio

    context = contextvars.copy_context()
    future: Future[Any] = Future()

    def run() -> None:
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(context.run(function, *args))
            except BaseException as error:  # all exceptions are raised where the call is awaited
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
