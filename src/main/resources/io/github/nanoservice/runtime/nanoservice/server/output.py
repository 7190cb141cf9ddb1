"""Standard output and standard error in whole lines.

The output of a function is never in a line of the runtime, nor taken for one.
"""
from __future__ import annotations

import io
import json
import re
import sys
import threading
from collections.abc import Callable
from functools import cache
from typing import Any, BinaryIO, Optional, TextIO

from ..system import at_fork

# Where a reader can see the beginning of a JSON object: at the beginning of a line, or after a character that some readers
# and terminals take for one. Letters can be written as escapes in JSON (RFC 8259 §7): "\\u0065vent".
# All white space but the space is such a character; with `\s*`, a row of tabs would take quadratic time.
_BEGINS_OBJECT = re.compile(rb"(?:\A|[^ -~]) *\{")
_NAMES_EVENT = re.compile(rb'"event"|\\u00[67]')


class LineOutput(io.BufferedIOBase):
    """A binary stream that buffers the output of each thread and writes it line by line.

    It is the buffer of the text stream that replaces `sys.stdout` or `sys.stderr`, so that both remain a `TextIOWrapper`.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._parts: dict[int, bytes] = {}
        self._text: Optional[TextIO] = None
        self._exclude: Optional[Callable[[bool], None]] = None
        self._origin: dict[str, int] = {}
        self._origin_of_call = ""

    def share(self, exclude: Callable[[bool], None]) -> None:
        """Keeps lines whole although other processes write to the same stream.

        exclude: called with True before a write, to exclude the others, and with False after it.
        """
        self._exclude = exclude

    def name_process(self, pid: int) -> None:
        """Adds the number of this process to all events."""
        self._origin = {"worker": pid}
        self._origin_of_call = f', "worker": {pid}'

    def keep_whole_in_children(self) -> None:
        """Prevents forks while a line is being written: the child's copy of the lock would never be released."""
        at_fork(before=self._lock.acquire, after_in_parent=self._lock.release, after_in_child=self._lock.release)

    def text(self, model: TextIO) -> TextIO:
        """Returns a text stream that writes to this one, with the encoding of `model`, which is flushed first."""
        model.flush()
        # Lines end with a line feed on Windows too, because a reader of the events looks for it.
        # Keeps a reference, because a function may replace `sys.stdout` or `sys.stderr`, and a text stream closes its buffer
        # when it is garbage-collected.
        self._text = io.TextIOWrapper(self, model.encoding, model.errors, newline="\n", write_through=True)
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
        """Writes all complete lines; the rest is kept until its line ends."""
        thread = threading.get_ident()
        lines, newline, rest = bytes(data).rpartition(b"\n")
        if newline:
            self._write_output(self._parts.pop(thread, b"") + lines + newline)
        if rest:
            self._parts[thread] = self._parts.get(thread, b"") + rest
        return len(data)

    def end_line(self) -> None:
        """Ends the line that this thread has begun, if any."""
        part = self._parts.pop(threading.get_ident(), b"")
        if part:
            self._write_output(part + b"\n")

    def end_lines(self) -> None:
        """Ends the lines of all threads, when the process stops."""
        for thread in list(self._parts):
            self._write_output(self._parts.pop(thread) + b"\n")

    def event(self, **members: Any) -> None:
        """Writes one JSON object as a separate line, in ASCII and without control characters."""
        self.end_line()
        self._write(_event({**members, **self._origin}))

    def call(self, function: str, status: int, milliseconds: float, trace: str) -> None:
        """Writes the event of a call, like `event` but in a fifth of the time: each call has one.

        trace: hexadecimal digits.
        """
        self.end_line()
        members = f'"function": {_text(function)}, "status": {status}, "ms": {milliseconds:.3f}, "trace": "{trace}"'
        self._write(f'{{"event": "call", {members}{self._origin_of_call}}}\n'.encode("ascii"))

    def _write_output(self, lines: bytes) -> None:
        """Writes output of a function; a line that imitates an event becomes the text of an event."""
        if _NAMES_EVENT.search(lines):
            lines = b"".join(map(_distinct, re.findall(rb"[^\n]*\n", lines)))
        self._write(lines)

    def _write(self, lines: bytes) -> None:
        with self._lock:
            if self._exclude is None:
                self._write_now(lines)
                return
            self._exclude(True)
            try:
                self._write_now(lines)
            finally:
                self._exclude(False)

    def _write_now(self, lines: bytes) -> None:
        # An unbuffered stream (PYTHONUNBUFFERED) may write only a part.
        while lines:
            lines = lines[self._stream.write(lines) :]
        self._stream.flush()


@cache  # of the names of the service's functions
def _text(name: str) -> str:
    return json.dumps(name)


def _event(members: dict[str, Any]) -> bytes:
    return json.dumps(members).encode("ascii") + b"\n"


def _distinct(line: bytes) -> bytes:
    """Returns a line of a function's output, as the text of an event if it could be taken for an event itself."""
    if _NAMES_EVENT.search(line) and _BEGINS_OBJECT.search(line):
        return _event({"event": "output", "text": line.decode("utf-8", "backslashreplace").rstrip("\n")})
    return line


_stdout: Any = sys.__stdout__  # a service always has both
_stderr: Any = sys.__stderr__
OUTPUT = LineOutput(_stdout.buffer)
ERRORS = LineOutput(_stderr.buffer)


def end_line() -> None:
    """Ends the lines that this thread has begun, if any."""
    OUTPUT.end_line()
    ERRORS.end_line()


def end_lines() -> None:
    """Ends the lines of all threads, when the process stops."""
    OUTPUT.end_lines()
    ERRORS.end_lines()
