"""Wraps the functions that a test calls, and notes what each call gave its caller."""
from __future__ import annotations

import functools
import inspect
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextvars import ContextVar
from typing import Any

from .description import describe, describe_call

# Whether this context is within a call that is recorded. What a function calls in turn is no call of the test's.
_within: ContextVar[bool] = ContextVar("within", default=False)


class Recorder:
    """The calls of one test.

    mark: called with what begins or ends ("begin", "end") and the number of the call, at the moment it does.
    """

    def __init__(self, mark: Callable[[str, int], None]) -> None:
        self._mark = mark
        self._lock = threading.Lock()
        self._open = 0
        self.calls: list[dict[str, Any]] = []

    def begin(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        """Notes a call of the function `name` and returns its record."""
        with self._lock:
            arguments = describe_call(args, kwargs)
            call: dict[str, Any] = {"number": len(self.calls), "function": name, "arguments": arguments, "outcomes": []}
            self._open += 1
            call["alone"] = self._open == 1
            if not call["alone"]:
                for other in self.calls:
                    other["alone"] = other["alone"] and "after" in other
            self.calls.append(call)
            self._mark("begin", call["number"])
        return call

    def end(
        self, call: dict[str, Any], args: tuple[Any, ...], kwargs: dict[str, Any], outcome: str, value: Any
    ) -> None:
        """Notes what came of a call: outcome is "returned" or "raised"."""
        with self._lock:
            self._mark("end", call["number"])
            call["outcomes"].append(f"{outcome} {describe(value)}")
            call["after"] = describe_call(args, kwargs, value)
            self._open -= 1


def recorded(recorder: Callable[[], Recorder], name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Returns a function that calls `function` and records the call.

    recorder: gives the recorder of the test that runs.
    name: what the function is called in records.
    """
    if inspect.isasyncgenfunction(function):
        return _recorded_async_generator(recorder, name, function)
    if inspect.iscoroutinefunction(function):
        return _recorded_coroutine(recorder, name, function)

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if _within.get():
            return function(*args, **kwargs)
        record = recorder().begin(name, args, kwargs)
        end = functools.partial(recorder().end, record, args, kwargs)
        value = _step(end, lambda: function(*args, **kwargs))
        if isinstance(value, Iterator) and not hasattr(value, "fileno"):
            return _items(record, end, value)
        end("returned", value)
        return value

    return call


def _step(end: Callable[[str, Any], None], function: Callable[[], Any]) -> Any:
    token = _within.set(True)
    try:
        return function()
    except BaseException as error:  # whatever it raises is what the call gave
        end("raised", error)
        raise
    finally:
        _within.reset(token)


def _items(record: dict[str, Any], end: Callable[[str, Any], None], items: Iterator[Any]) -> Iterator[Any]:
    try:
        while True:
            is_last, value = _step(end, lambda: _next(items))
            if is_last:
                end("returned", value)
                return value
            record["outcomes"].append(f"yielded {describe(value)}")
            yield value
    except GeneratorExit:
        if hasattr(items, "close"):
            _step(end, items.close)
        end("returned", None)
        raise


def _next(items: Iterator[Any]) -> tuple[bool, Any]:
    """Returns False and the next item, or at the end True and the value of the generator."""
    try:
        return False, next(items)
    except StopIteration as stop:
        return True, stop.value


def _recorded_coroutine(
    recorder: Callable[[], Recorder], name: str, function: Callable[..., Any]
) -> Callable[..., Any]:
    @functools.wraps(function)
    async def call(*args: Any, **kwargs: Any) -> Any:
        if _within.get():
            return await function(*args, **kwargs)
        record = recorder().begin(name, args, kwargs)
        token = _within.set(True)
        try:
            value = await function(*args, **kwargs)
        except BaseException as error:
            recorder().end(record, args, kwargs, "raised", error)
            raise
        finally:
            _within.reset(token)
        recorder().end(record, args, kwargs, "returned", value)
        return value

    return call


def _recorded_async_generator(
    recorder: Callable[[], Recorder], name: str, function: Callable[..., Any]
) -> Callable[..., Any]:
    @functools.wraps(function)
    async def call(*args: Any, **kwargs: Any) -> AsyncIterator[Any]:
        record = recorder().begin(name, args, kwargs)
        items = function(*args, **kwargs)
        outcome: tuple[str, Any] = ("returned", None)
        try:
            async for item in items:
                record["outcomes"].append(f"yielded {describe(item)}")
                yield item
        except GeneratorExit:
            raise
        except BaseException as error:
            outcome = ("raised", error)
            raise
        finally:
            await items.aclose()
            recorder().end(record, args, kwargs, *outcome)

    return call
