"""Values that yield items: sent as they come, and closed when nobody listens any more."""
from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from contextvars import Context
from typing import Any

from . import plain
from .codec import Writer, to_bytes
from .context import Call, enter


class Stream:
    """The body of a response whose items are made while it is sent.

    The server closes it at its end, and earlier when the caller is gone; then what makes the items is closed too.

    items: what makes them.
    context: the context it runs in.
    call: the call it answers; its deadline begins anew with each item.
    lossless: whether to send lines of the lossless form, or a plain JSON array.
    on_close: called once when all is over.
    """

    def __init__(
        self, items: Iterator[Any], context: Context, call: Call, lossless: bool, on_close: Callable[[], None]
    ) -> None:
        self._items = items
        self._context = context
        self._call = call
        self._body = self._lines() if lossless else self._array()
        self._on_close = on_close

    def __iter__(self) -> Iterator[bytes]:
        return self._body

    def close(self) -> None:
        try:
            if isinstance(self._items, Generator):
                self._context.run(self._items.close)
        finally:
            self._on_close()

    def _next(self) -> Any:
        self._context.run(enter, self._call.renewed())
        return self._context.run(next, self._items)

    def _lines(self) -> Iterator[bytes]:
        while True:
            try:
                line, last = _line("item", Writer().write(self._next())), False
            except StopIteration as end:
                line, last = _line("return", Writer().write(end.value)), True
            except BaseException as error:  # whatever the function raises, its caller gets at this `next`
                line, last = _line("raise", json.dumps(Writer().encode(error))), True
            yield line
            if last:
                return

    def _array(self) -> Iterator[bytes]:
        separator = b"["
        try:
            while True:
                yield separator + to_bytes(plain.dumps(self._next()))
                separator = b",\n"
        except StopIteration:
            yield b"[]" if separator == b"[" else b"]"


def _line(kind: str, text: str) -> bytes:
    return to_bytes(f'["{kind}",{text}]\n')


def synchronous(items: AsyncGenerator[Any, None]) -> Iterator[Any]:
    """Returns a generator of what an asynchronous one yields, in an event loop of its own."""
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
