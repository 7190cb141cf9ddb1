"""Standard output as a protocol: whole lines only, so that a function's printing never lands inside a line of ours."""
from __future__ import annotations

import io
import json
import sys
import threading
from typing import Any, TextIO


class LineOutput(io.TextIOBase):
    """A text stream that collects what each thread prints and passes it on line by line."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._parts: dict[int, str] = {}

    @property
    def encoding(self) -> str:
        return self._stream.encoding

    @property
    def errors(self) -> Any:
        return self._stream.errors

    @property
    def buffer(self) -> Any:
        return self._stream.buffer

    def fileno(self) -> int:
        return self._stream.fileno()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        """Writes all lines that `text` ends; the rest waits for its own end."""
        thread = threading.get_ident()
        lines, newline, rest = text.rpartition("\n")
        if newline:
            self._write(self._parts.pop(thread, "") + lines + newline)
        if rest:
            self._parts[thread] = self._parts.get(thread, "") + rest
        return len(text)

    def end_line(self) -> None:
        """Ends the line that this thread has begun, if it has."""
        if threading.get_ident() in self._parts:
            self.write("\n")

    def end_lines(self) -> None:
        """Ends the lines of all threads: nothing more will come."""
        for thread in list(self._parts):
            self._write(self._parts.pop(thread) + "\n")

    def event(self, **members: Any) -> None:
        """Writes one JSON object as a line of its own."""
        self.end_line()
        self._write(json.dumps(members) + "\n")

    def _write(self, lines: str) -> None:
        with self._lock:
            self._stream.write(lines)
            self._stream.flush()


OUTPUT = LineOutput(sys.stdout)
