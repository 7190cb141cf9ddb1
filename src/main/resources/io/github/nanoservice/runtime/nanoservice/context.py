"""The context of a call, which its request carries besides the arguments: the time left, the trace and the depth."""
from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, ContextVar, copy_context
from functools import partial
from threading import Thread
from typing import Any, NamedTuple, Optional

from .settings import SETTINGS
from .system import at_fork

TIMEOUT_HEADER = "Nanoservice-Timeout-Ms"
DEPTH_HEADER = "Nanoservice-Depth"
TRACE_HEADER = "traceparent"

# W3C Trace Context §3.2: version, trace id, parent id, flags. Ids of zeros only are invalid.
_TRACEPARENT = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(?:-.*)?")


# Ids need to be different, but not secret; the system's random numbers would cost a system call for each.
_random = random.Random()
at_fork(after_in_child=_random.seed)


def _random_id(bits: int) -> str:
    """Returns hexadecimal digits, which are not all zeros."""
    return f"{_random.getrandbits(bits) or 1:0{bits // 4}x}"


class Call(NamedTuple):
    """The call being answered in this context.

    deadline: the `time.monotonic()` at which its caller stops waiting.
    trace: W3C trace id, 32 hexadecimal digits.
    flags: W3C trace flags, 2 hexadecimal digits.
    depth: the number of services that wait for this call.
    """

    deadline: float
    trace: str
    flags: str
    depth: int

    def left(self) -> float:
        """Returns the seconds left until the deadline, negative once it has passed."""
        return self.deadline - time.monotonic()

    def renewed(self) -> Call:
        """Returns this call with a new deadline: the time limit of a stream applies to each item."""
        return self._replace(deadline=time.monotonic() + SETTINGS.timeout)

    def headers(self) -> str:
        """Returns the lines of the headers that pass this context to another service."""
        timeout = max(0, int(self.left() * 1000))
        return (
            f"{TIMEOUT_HEADER}: {timeout}\r\n{DEPTH_HEADER}: {self.depth + 1}\r\n"
            f"{TRACE_HEADER}: 00-{self.trace}-{_random_id(64)}-{self.flags}\r\n"
        )


_current: ContextVar[Optional[Call]] = ContextVar("nanoservice_call", default=None)


class _Imported:
    """The context variables that the import of the program has set, with their values."""

    def __init__(self) -> None:
        self.values: list[tuple[ContextVar[Any], Any]] = []


_imported = _Imported()


def keep_context_of_import() -> None:
    """Makes each later call start with the context variables of the current thread, which has imported the program.

    A thread starts with an empty context. Without this, a decimal context that a module sets would be missing in the calls.
    """
    _imported.values = list(copy_context().items())


def new_context(call: Call) -> Context:
    """Returns the context for one call: a copy, so that a variable that the function sets does not reach another call."""
    context = copy_context()
    context.run(_prepare, call)
    return context


def _prepare(call: Call) -> None:
    for variable, value in _imported.values:
        variable.set(value)
    _current.set(call)


def current() -> Call:
    """Returns the call being answered in this context, or a new outermost call if there is none."""
    return _current.get() or Call(time.monotonic() + min(SETTINGS.timeout, SETTINGS.call_limit), _random_id(128), "01", 0)


def enter(call: Call) -> None:
    """Makes `call` the current call of this context."""
    _current.set(call)


def keep_call_in_threads() -> None:
    """Makes new threads inherit the current call, and work that is submitted to a `ThreadPoolExecutor` too.

    Without this, a thread starts with an empty context: a call to another service would start a new trace and have the
    full time limit again. `asyncio.to_thread` copies the context itself.
    """
    start, submit = Thread.start, ThreadPoolExecutor.submit

    def start_in_call(self: Any) -> None:
        call = _current.get()
        if call is not None:
            self.run = partial(run_in, call, self.run, (), {})
        start(self)

    def submit_in_call(self: Any, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        call = _current.get()
        if call is None:
            return submit(self, function, *args, **kwargs)
        return submit(self, run_in, call, function, args, kwargs)

    Thread.start = start_in_call  # type: ignore[method-assign]  # replaced for the whole process
    ThreadPoolExecutor.submit = submit_in_call  # type: ignore[method-assign]  # likewise


def run_in(call: Call, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Returns the value of a function that runs as a part of `call`."""
    before = _current.set(call)
    try:
        return function(*args, **kwargs)
    finally:
        _current.reset(before)


def received(header: Callable[[str, str], str]) -> Call:
    """Returns the call that a request's headers describe; missing or invalid headers have the values of an outermost call.

    header: returns the value of the header with this name, or else its second argument.
    """
    stated = header(TIMEOUT_HEADER, "")
    left = int(stated) / 1000 if _is_number(stated) else SETTINGS.timeout
    depth = header(DEPTH_HEADER, "")
    trace = _TRACEPARENT.fullmatch(header(TRACE_HEADER, ""))
    return Call(
        time.monotonic() + min(left, SETTINGS.call_limit),
        trace[1] if trace else _random_id(128),
        trace[2] if trace else "01",
        int(depth) if _is_number(depth) else 0,
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16
