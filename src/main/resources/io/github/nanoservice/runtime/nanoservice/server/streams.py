"""Streams: sends the items of an iterator as it yields them, and closes the iterator if the caller disconnects."""
from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from contextvars import Context
from itertools import chain
from typing import Any, Optional

from ..context import Call, enter
from ..settings import FULL
from ..wire.argument_mutations import Snapshot
from ..wire.codec import UNWRITABLE, to_bytes
from ..wire.writer import Writer
from . import lossy_json
from .load import LOAD
from .problems import members_of

# The most objects in the arguments for which they are compared after each item. Larger arguments are compared only at the end,
# because a long stream over a long list would take quadratic time.
_WATCHED = 1000


class Stream:
    """The body of a response, whose items are computed while it is sent.

    The server closes it at its end, or when the caller disconnects. Closing it also closes the generator.

    items: the iterator.
    context: the context in which the iterator runs.
    call: the call that is answered; each item has a new deadline.
    arguments: the contents of the arguments before the call; None sends a plain JSON array instead of lines.
    details: what the caller may learn of an exception, a value of NANOSERVICE_ERROR_DETAILS.
    on_withheld: called with an exception that a line describes only in part.
    on_close: called once at the end, with the HTTP status for the log.

    For an array, the constructor computes the first item and raises its exception, which can still become a problem
    document: an array cannot contain one.
    """

    def __init__(
        self,
        items: Iterator[Any],
        context: Context,
        call: Call,
        arguments: Optional[Snapshot],
        details: str,
        on_withheld: Callable[[BaseException], None],
        on_close: Callable[[int], None],
    ) -> None:
        self._items = items
        self._context = context
        self._call = call
        self._on_withheld = None if details == FULL else on_withheld
        self._on_close = on_close
        self._status = 200
        self._body: Iterator[bytes]
        if arguments is None:
            array = self._array()
            self._body = chain([next(array)], array)
        else:
            self._body = self._lines(_Lines(arguments, details))

    def __iter__(self) -> Iterator[bytes]:
        return self._body

    def close(self) -> None:
        try:
            if isinstance(self._items, Generator):
                with LOAD:
                    self._context.run(self._items.close)
        finally:
            self._on_close(self._status)

    def _lines(self, lines: _Lines) -> Iterator[bytes]:
        while True:
            line, last = self._context.run(self._line, lines)
            if last and line.startswith(b'["raise"'):
                self._status = 500
            yield line
            if last:
                return

    def _line(self, lines: _Lines) -> tuple[bytes, bool]:
        enter(self._call.renewed())
        try:
            with LOAD:
                item = next(self._items)
            return lines.line("item", item), False
        except StopIteration as end:
            return lines.last_line("return", end.value), True
        except BaseException as error:  # the caller's `next` raises the same exception
            if self._on_withheld is not None:
                self._on_withheld(error)
            return lines.last_line("raise", error), True

    def _array(self) -> Iterator[bytes]:
        separator = b"["
        try:
            while (item := self._context.run(self._item)) is not None:
                yield separator + item
                separator = b",\n"
        except BaseException:
            self._status = 500
            raise
        yield b"[]" if separator == b"[" else b"]"

    def _item(self) -> Optional[bytes]:
        enter(self._call.renewed())
        try:
            with LOAD:
                item = next(self._items)
        except StopIteration:
            return None
        return to_bytes(lossy_json.dumps(item))


class _Lines:
    """Writes [kind, value] for each item, or [kind, value, changes] if an argument has changed since the previous item.

    For an exception it writes [kind, value, changes, problem]; the problem is for callers that are not Python. The value is null
    for a caller that may not learn everything.
    """

    def __init__(self, before: Snapshot, details: str) -> None:
        self._before = before
        self._details = details
        self._writer = Writer(before.containers)

    def line(self, kind: str, value: Any) -> bytes:
        return self._line(kind, value, self._before.changed() if self._before.size <= _WATCHED else [])

    def last_line(self, kind: str, value: Any) -> bytes:
        try:
            return self._line(kind, value, self._before.changed())
        except UNWRITABLE as error:  # the returned value or a changed argument cannot be sent
            return self._line("raise", error, [])

    def _line(self, kind: str, value: Any, changed: list[tuple[int, Any]]) -> bytes:
        counted = len(self._writer.containers)
        try:
            if not changed and kind != "raise":
                return to_bytes(f'["{kind}",{self._writer.write(value)}]\n')
            changes = self._writer.changes(changed)
            counted = len(self._writer.containers)  # later items can change the new contents of the arguments
            self._before = Snapshot(self._writer.containers)
            described = [members_of(value, self._details)] if kind == "raise" else []
            node = None if described and self._details != FULL else self._writer.encode(value)
            return to_bytes(json.dumps([kind, node, changes, *described]) + "\n")
        finally:
            self._writer.forget(counted)


def synchronous(items: AsyncGenerator[Any, None]) -> Iterator[Any]:
    """Returns a generator with the items of an asynchronous generator, which runs in a new event loop."""
    import asyncio

    loop = asyncio.new_event_loop()
    try:
        while True:
            try:
                item = loop.run_until_complete(items.__anext__())
            except StopAsyncIteration:
                return
            yield item
    finally:
        loop.run_until_complete(items.aclose())
        loop.close()
