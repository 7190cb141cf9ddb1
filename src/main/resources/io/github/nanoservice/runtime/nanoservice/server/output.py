"""Standard output as a protocol: whole lines only, so that a function's printing never lands inside a line of ours."""
from __future__ import annotations

import io
import json
import os
import sys
import threading
from typing import Any, BinaryIO, Optional, TextIO


class LineOutput(io.BufferedIOBase):
    """A binary stream that collects what each thread writes and passes it on line by line.

    It is what lies below the text stream that functions print to, so that this one is the class Python's own is, with
    `reconfigure` and all the rest.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._parts: dict[int, bytes] = {}
        self._text: Optional[TextIO] = None

    def keep_whole_in_children(self) -> None:
        """Lets no process be forked while a line is written: its copy of the lock would never be released."""
        os.register_at_fork(
            before=self._lock.acquire, after_in_parent=self._lock.release, after_in_child=self._lock.release
        )

    def text(self, model: TextIO) -> TextIO:
        """Returns a text stream that writes to this one, in the encoding of `model`, whose text goes out before."""
        model.flush()
        # Held here: a function may put a stream of its own in its place, and a text stream that is collected closes
        # what lies below it.
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
        """Writes all lines that `data` ends; the rest waits for its own end."""
        thread = threading.get_ident()
        lines, newline, rest = bytes(data).rpartition(b"\n")
        if newline:
            self._write(self._parts.pop(thread, b"") + lines + newline)
        if rest:
            self._parts[thread] = self._parts.get(thread, b"") + rest
        return len(data)

    def end_line(self) -> None:
        """Ends the line that this thread has begun, if it has."""
        part = self._parts.pop(threading.get_ident(), b"")
        if part:
            self._write(part + b"\n")

    def end_lines(self) -> None:
        """Ends the lines of all threads: nothing more will come."""
        for thread in list(self._parts):
            self._write(self._parts.pop(thread) + b"\n")

    def event(self, **members: Any) -> None:
        """Writes one JSON object as a line of its own."""
        self.end_line()
        self._write(json.dumps(members).encode("ascii") + b"\n")

    def _write(self, lines: bytes) -> None:
        with self._lock:
            # An unbuffered stream (PYTHONUNBUFFERED) may take a part of it.
            while lines:
                lines = lines[self._stream.write(lines) :]
            self._stream.flush()


_stdout: Any = sys.__stdout__  # a service always has one
OUTPUT = LineOutput(_stdout.buffer)
