"""Writes standard output in whole lines, so that the output of a function is never inside a line of the runtime."""
from __future__ import annotations

import io
import json
import os
import sys
import threading
from typing import Any, BinaryIO, Optional, TextIO


class LineOutput(io.BufferedIOBase):
    """A binary stream that collects the output of each thread and passes it on line by line.

    It is the buffer of the text stream that functions print to. That stream is a TextIOWrapper like Python's own, so that
    `reconfigure` works.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._parts: dict[int, bytes] = {}
        self._text: Optional[TextIO] = None

    def keep_whole_in_children(self) -> None:
        """Delays forks while a line is written, because a child's copy of the lock would never be released."""
        os.register_at_fork(
            before=self._lock.acquire, after_in_parent=self._lock.release, after_in_child=self._lock.release
        )

    def text(self, model: TextIO) -> TextIO:
        """Flushes `model`, and returns a text stream that writes to this one in the encoding of `model`."""
        model.flush()
        # Referenced here, because a text stream closes its buffer when it is garbage-collected: a function may replace
        # sys.stdout.
        self._text = io.TextIOWrapper(self, model.encoding, model.errors, write_through=True)
        return self._text

    @property
    def name(self) -> Any:
        return self._stream.name

    def fileno(self) -> int:
        return self._stream.fileno()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """Writes the complete lines; an incomplete line is kept until its end is written."""
        thread = threading.get_ident()
        lines, newline, rest = bytes(data).rpartition(b"\n")
        if newline:
            self._write(self._parts.pop(thread, b"") + lines + newline)
        if rest:
            self._parts[thread] = self._parts.get(thread, b"") + rest
        return len(data)

    def end_line(self) -> None:
        """Ends the incomplete line of this thread, if there is one."""
        part = self._parts.pop(threading.get_ident(), b"")
        if part:
            self._write(part + b"\n")

    def end_lines(self) -> None:
        """Ends the incomplete lines of all threads."""
        for thread in list(self._parts):
            self._write(self._parts.pop(thread) + b"\n")

    def event(self, **members: Any) -> None:
        """Writes a JSON object as one line."""
        self.end_line()
        self._write(json.dumps(members).encode("ascii") + b"\n")

    def _write(self, lines: bytes) -> None:
        with self._lock:
            # An unbuffered stream (PYTHONUNBUFFERED) may write only a part.
            while lines:
                lines = lines[self._stream.write(lines) :]
            self._stream.flush()


_stdout: Any = sys.__stdout__  # a service always has one
OUTPUT = LineOutput(_stdout.buffer)
