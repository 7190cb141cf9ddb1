"""The connection of a caller. Its socket never blocks: a thread waits only in `_wait`, with a deadline and in a waiting place."""
from __future__ import annotations

import contextlib
import math
import re
import socket
import time
from collections.abc import Callable
from selectors import EVENT_READ, EVENT_WRITE
from typing import Any, Optional

from ..settings import SETTINGS
from ..system import waiter
from .load import LOAD
from .waiting_places import WaitingPlaces

# The most bytes in the head of a request: a request line of 8 KiB, and 24 KiB of headers.
LONGEST_HEAD = 32_768
# A body extends its deadline by one second for each of these bytes, so that a long one over a slow network arrives.
LEAST_RATE = 4096
_PART = 65_536  # bytes for one read from the socket
# Seconds until a thread that waits for its caller looks again whether it lost its place.
_LONGEST_WAIT = 1.0
# The bytes of a body that must have arrived before the request gets a thread, unless the body is shorter.
_FIRST_PART = 16_384
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,18})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:[ \t]*chunked[ \t]*\r\n", re.IGNORECASE)
_LAST_CHUNK = re.compile(rb"\r\n0+[ \t]*(?:;[^\r]*)?\r\n")
_EXPECT = re.compile(rb"\r\nexpect:", re.IGNORECASE)
# Without any of these headers there is no body. One search instead of three for most requests.
_HAS_BODY = re.compile(rb"\r\n(?:content-length|transfer-encoding|expect):", re.IGNORECASE)
_HEAD_END = b"\r\n\r\n"
_LINE_END = b"\r\n"


class Disconnected(OSError):
    """The caller has closed the connection, or the network has."""


class TooSlow(OSError):
    """The caller did not send or read in time, or lost its place to another caller."""


class Connection:
    """The connection of a caller, used by one thread at a time.

    address: host and port of the caller.
    ended: whether the caller has closed its side.
    """

    def __init__(self, accepted: socket.socket, address: Any, places: WaitingPlaces) -> None:
        accepted.setblocking(False)
        self.address = address
        self.ended = False
        self._socket = accepted
        self._places = places
        self._received = bytearray()
        self._searched = 0  # the number of received bytes that are known not to begin the end of a head
        self._head_length = 0  # 0 if the head is incomplete
        self._chunked = False
        self._first_part = 0  # the number of bytes of the body that a thread needs to begin
        self._gave_up = False
        self._waiters: dict[int, Callable[[Optional[float]], object]] = {}  # by event
        self._body_began = 0.0
        self._body_bytes = 0

    def fileno(self) -> int:
        return self._socket.fileno()

    @property
    def is_silent(self) -> bool:
        """Whether nothing of a request has arrived."""
        return not self._received

    @property
    def is_in_handshake(self) -> bool:
        """Whether the handshake of TLS has not ended, so that the next `receive` continues it."""
        return not getattr(self._socket, "is_shaken", True)

    def has_head(self) -> bool:
        """Returns whether the head of a request has arrived completely."""
        if not self._head_length:
            found = self._received.find(_HEAD_END, max(0, self._searched - 3))
            self._searched = len(self._received)
            if found >= 0:
                self._head_length = found + len(_HEAD_END)
                head = self.head()
                has_body = _HAS_BODY.search(head) is not None
                self._chunked = has_body and _CHUNKED.search(head) is not None
                self._first_part = _first_part(head, self._chunked) if has_body else 0
        return 0 < self._head_length <= LONGEST_HEAD

    def has_request(self) -> bool:
        """Returns whether a thread can begin: the head has arrived, and the first part of the body, or all if it is short."""
        if not self.has_head():
            return False
        if self.ended or len(self._received) - self._head_length >= self._first_part:
            return True
        return self._chunked and _LAST_CHUNK.search(self._received, self._head_length - 2) is not None

    def is_head_too_long(self) -> bool:
        """Returns whether the head of a request is longer than LONGEST_HEAD."""
        return not self.has_head() and len(self._received) > LONGEST_HEAD

    def is_line_too_long(self) -> bool:
        """Returns whether the request line takes all bytes that a head may have."""
        return _LINE_END not in self._received[:LONGEST_HEAD]

    def receive(self) -> None:
        """Reads what has arrived, up to a complete request, without waiting. No request has arrived completely before."""
        while not self.ended:
            try:
                part = self._socket.recv(_FIRST_PART)  # not more: thousands of connections can hold as much
            except BlockingIOError:
                return
            except OSError:
                part = b""
            self.ended = not part
            self._received += part
            if self.has_request() or self.is_head_too_long():
                return

    def await_head(self, milliseconds: int) -> None:
        """Waits for the first bytes of the next request, and reads what has arrived."""
        if self.is_silent:
            with LOAD:
                self._await(EVENT_READ, milliseconds)
        self.receive()

    def head(self) -> bytes:
        """Returns the complete head of the next request without consuming it."""
        return bytes(self._received[: self._head_length])

    def take_head(self) -> bytes:
        """Consumes the complete head of the next request and returns it; its body begins."""
        head = self.head()
        self._forget(self._head_length)
        self._body_began = time.monotonic()
        self._body_bytes = 0
        return head

    def read(self, size: int) -> bytes:
        """Returns at most `size` bytes of a body, or no bytes if the caller sends no more.

        The deadline applies to the whole body. Raises TooSlow or Disconnected.
        """
        if not self._received:
            return self._receive_body(min(size, _PART))
        part = bytes(self._received[:size])
        self._forget(len(part))
        return part

    def read_line(self, longest: int) -> Optional[bytes]:
        """Returns the next line of a body without its CRLF; None if it is longer than `longest` bytes, or does not end.

        Raises TooSlow or Disconnected.
        """
        found = self._received.find(_LINE_END, 0, longest + 2)
        while found < 0:
            searched = len(self._received)
            if searched > longest or not (part := self._receive_body(_PART)):
                return None
            self._received += part
            found = self._received.find(_LINE_END, max(0, searched - 1), longest + 2)
        line = bytes(self._received[:found])
        self._forget(found + 2)
        return line

    def _receive_body(self, size: int) -> bytes:
        while not self.ended:
            try:
                part = self._socket.recv(size)
            except BlockingIOError:
                self._wait(EVENT_READ, self._body_began + self._body_bytes / LEAST_RATE, SETTINGS.body_timeout)
                continue
            except OSError as error:
                raise Disconnected(*error.args) from None
            self.ended = not part
            self._body_bytes += len(part)
            return part
        return b""

    def _forget(self, length: int) -> None:
        del self._received[:length]
        self._searched = self._head_length = 0

    def send(self, data: bytes, timeout: Optional[float]) -> None:
        """Sends all data. Raises Disconnected, or TooSlow if the caller reads nothing for `timeout` seconds; None is no limit."""
        left = memoryview(data)
        while left:
            try:
                left = left[self._socket.send(left) :]
            except BlockingIOError:
                self._wait(EVENT_WRITE, time.monotonic(), timeout)
            except OSError as error:
                raise Disconnected(*error.args) from None

    def send_at_once(self, data: bytes) -> bool:
        """Sends data without waiting; returns whether all was sent."""
        try:
            return self._socket.send(data) == len(data)
        except OSError:
            return False

    def finish(self) -> None:
        """Ends the side of the service; the caller can still send, and `discard` reads that."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)

    def discard(self) -> None:
        """Reads what has arrived and forgets it, without waiting."""
        self._forget(len(self._received))
        try:
            self.ended = not self._socket.recv(_PART)
        except BlockingIOError:
            pass
        except OSError:
            self.ended = True

    def close(self) -> None:
        self._socket.close()

    def _wait(self, event: int, since: float, timeout: Optional[float]) -> None:
        end = math.inf if timeout is None else since + timeout
        give_up = self._give_up if event == EVENT_READ else self._give_up_sending
        self._places.enter(give_up, since)
        try:
            with LOAD:
                ready: object = None
                left = _LONGEST_WAIT
                while left > 0 and not (ready or self._gave_up):
                    left = max(0.0, min(end - time.monotonic(), _LONGEST_WAIT))
                    ready = self._await(event, left * 1000)
        finally:
            self._places.leave(give_up)
        if self._gave_up or not ready:
            raise TooSlow

    def _await(self, event: int, milliseconds: float) -> object:
        """Waits for an event; returns a true value if it has occurred."""
        wait = self._waiters.get(event)
        if wait is None:
            wait = self._waiters[event] = waiter(self._socket, event)
        return wait(milliseconds)

    def _give_up(self) -> None:
        """Ends the wait of the thread for the caller. Windows does not wake it: it ends after _LONGEST_WAIT."""
        self._gave_up = True
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RD)

    def _give_up_sending(self) -> None:
        """Ends the wait of the thread until the caller reads: `poll` always reports the end of both sides."""
        self._gave_up = True
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)


def _first_part(head: bytes, chunked: bool) -> int:
    """Returns the number of bytes of a body that must have arrived.

    It is 0 if the caller waits until it is asked for the body, or if the body is too long and refused unread.
    """
    if _EXPECT.search(head):
        return 0
    found = _LENGTH.search(head)
    length = int(found[1]) if found else 0
    if length > SETTINGS.max_bytes:
        return 0
    return _FIRST_PART if chunked else min(length, _FIRST_PART)
