"""A connection to a service: the parts of HTTP/1.1 (RFC 9112) that a stub needs.

`http.client` parses response headers with the `email` package, which takes longer than the rest of a stub's work for a
call.
"""
from __future__ import annotations

import os
import re
import socket
import time
from collections.abc import Callable
from selectors import EVENT_READ, EVENT_WRITE
from typing import Optional, TypeVar, Union

from ..settings import SETTINGS
from ..system import wait_in_kernel, waiter
from ..token_proof import authority_of
from ..wire.codec import MEDIA_TYPE

# The most bytes in the head of a response; a service sends about 200.
LONGEST_HEAD = 65_536
_PART = 65_536  # bytes for one read from the socket
_ROOM = 4_194_304  # bytes for a body before any of it has arrived
# Seconds for which a read or write waits in the kernel, where the socket can do so. A waiter awaits a deadline that is nearer.
_KERNEL_WAIT = 1
_LONGEST_WAIT = 86_400  # seconds for a waiter; the limit of poll(2) is 24 days
# RFC 9112 §4 and §7.1, RFC 9110 §8.6, in ASCII only; a number has at most the digits of a 64-bit size.
_STATUS = re.compile(r"[1-9][0-9]{2}(?: |$)")
_LENGTH = re.compile(r"[0-9]{1,19}")
_FRAMING = ("content-length", "transfer-encoding")  # how long the body is
_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,16}")
# The head of a value as a service sends it: one match takes a tenth of the time of reading the lines.
_VALUE = re.compile(
    rb"HTTP/1\.1 200 OK\r\nDate: [\t -~]*\r\nConnection: keep-alive\r\nCache-Control: no-store\r\n"
    rb"Content-Type: %b\r\nContent-Length: ([0-9]{1,19})\r\n"
    rb"Cross-Origin-Resource-Policy: same-origin\r\nX-Content-Type-Options: nosniff\r\n\r\n"
    % re.escape(MEDIA_TYPE).encode("ascii")
)


Bytes = Union[bytes, bytearray]
_Target = TypeVar("_Target")
_Received = TypeVar("_Received")


class NotSent(Exception):
    """The connection was closed before any byte of the request was sent."""


class BadAnswer(Exception):
    """The received bytes are not a valid response of a service."""


class NotTrusted(OSError):
    """What listens cannot be trusted to be the service, and another attempt would fail too."""


class Connection:
    """A connection whose deadline applies to all reads together, however slowly the bytes arrive.

    name: the endpoint that is called.
    opened: the `time.monotonic()` at which it was opened.
    longest_age: the seconds after which it should not be used for another request.
    deadline: the `time.monotonic()` at which reads and writes stop waiting.
    status, media_type, length: those of the last response. The length is None if it is not known.
    Raises BadAnswer for an invalid response, OSError if the connection fails, socket.timeout at the deadline.
    """

    def __init__(self, server: tuple[str, int], secure: bool, timeout: float) -> None:
        """Connects to a host and port, over TLS if `secure`; connection and handshake take at most `timeout` seconds each.

        Raises NotTrusted if the handshake fails for a reason that does not pass.
        """
        self.server = server
        self.secure = secure
        self.name = ""
        self.deadline = 0.0
        self.idle_since = 0.0
        self.opened = time.monotonic()
        # Connections that were opened together are not renewed together.
        self.longest_age = SETTINGS.connection_age * (0.75 + os.urandom(1)[0] / 512)
        self.status = 0
        self.media_type = ""
        self.length: Optional[int] = None
        self._socket = socket.create_connection(server, timeout)
        if secure:
            from ..tls import TlsError, connect

            try:
                self._socket = connect(self._socket, server[0])
            except TlsError as error:
                raise NotTrusted(f"the handshake of TLS failed: {error}") from error
        # `_wait` applies the deadline; changing a socket's timeout would cost a system call each time. If the kernel can wait in
        # a read, a response takes one system call, and a thread waits once for the interpreter's lock. A read over TLS cannot
        # wait so.
        self._waits_in_kernel = not secure and wait_in_kernel(self._socket, _KERNEL_WAIT)
        self._without_waiting = (socket.MSG_DONTWAIT,) if self._waits_in_kernel else ()
        self._socket.setblocking(self._waits_in_kernel)
        self._input, self._output = waiter(self._socket, EVENT_READ), waiter(self._socket, EVENT_WRITE)
        # Head and body of a request may be two packets; with Nagle's algorithm and delayed ACKs the second would wait 40 ms.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._sent = False
        self._received = b""
        self._at = 0  # the number of received bytes that have been consumed
        self._chunked = False
        self._last = False  # whether the server closes the connection after this response

    def exchange(self, *request: bytes) -> None:
        """Sends a request and reads the head of its response. Raises NotSent if the service has received nothing.

        request: the parts of the request, which are sent one after another.
        """
        self._sent = False
        try:
            for part in request:
                self._send(part)
        except ConnectionError as error:
            if not self._sent:
                raise NotSent(*error.args) from error
            # The service may have answered before it closed the connection.
        status = 100
        while 100 <= status < 200:  # informational; the final response follows (RFC 9110 §15.2)
            status = self._read_head()
        self.status = status

    def read(self, longest: int) -> Bytes:
        """Returns the rest of the response; if that has more than `longest` bytes, a part with more than `longest` bytes."""
        if self.length is not None:
            return self._take(min(self.length, longest + 1))
        taken = bytearray() if self._chunked else bytearray(self._received[self._at :])
        while len(taken) <= longest:
            part = self._read_chunk(longest + 1 - len(taken)) if self._chunked else self._receive()
            if not part:
                break
            taken += part
        return taken

    def read_line(self, longest: int) -> Bytes:
        """Returns the next line of a chunked response with its line feed.

        The line is incomplete at the end of the response, or if it has more than `longest` bytes."""
        if not self._chunked:
            raise BadAnswer("a stream without chunked transfer coding")
        line = self._read_chunk(longest + 1)
        if line.endswith(b"\n"):  # as a service sends it
            return line
        taken = bytearray(line)
        while line and len(taken) <= longest and not line.endswith(b"\n"):
            line = self._read_chunk(longest + 1 - len(taken))
            taken += line
        return taken

    def is_reusable(self) -> bool:
        """Returns whether another request may follow, after the whole response was read."""
        return not self._last and self._at == len(self._received)

    def is_silent(self) -> bool:
        """Returns whether the idle connection is still open and has received no unexpected bytes."""
        try:
            self._socket.recv(1, *self._without_waiting)
        except BlockingIOError:
            return True
        except OSError:
            pass
        return False

    def peer(self) -> tuple[str, str]:
        """Returns the IP address of the service, and the value of a Host header that names it with its port."""
        address = self._socket.getpeername()[:2]
        return address[0], authority_of(address)

    def close(self) -> None:
        self._socket.close()

    def _read_head(self) -> int:
        if self._at == len(self._received):
            self._received, self._at = self._receive(), 0
        found = _VALUE.match(self._received, self._at)
        if found:
            self.media_type, self.length = MEDIA_TYPE, int(found[1])
            self._chunked = self._last = False
            self._at = found.end()
            return 200
        lines = self._take_until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        version, _, status = lines[0].partition(" ")
        if not version.startswith("HTTP/1.") or not _STATUS.match(status):
            raise BadAnswer(f"{lines[0][:80]!r} is not a status line")
        header = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            name = name.lower()
            if name in _FRAMING and name in header:  # a proxy may have used the other one (RFC 9112 §6.3)
                raise BadAnswer(f"{name} occurs twice")
            header[name] = value.strip()
        self.media_type = header.get("content-type", "").partition(";")[0].strip().lower()
        self._chunked = header.get("transfer-encoding", "").lower() == "chunked"
        if "transfer-encoding" in header and not self._chunked:
            raise BadAnswer("the only transfer coding of a service is chunked")
        length = header.get("content-length")
        if length is not None and not _LENGTH.fullmatch(length):
            raise BadAnswer(f"{length[:80]!r} is not a valid Content-Length")
        self.length = int(length) if length is not None and not self._chunked else None
        kept = header.get("connection", "").lower()
        until_close = self.length is None and not self._chunked
        self._last = until_close or kept == "close" or (version == "HTTP/1.0" and kept != "keep-alive")
        return int(status[:3])

    def _read_chunk(self, most: int) -> Bytes:
        """Returns the next chunk (RFC 9112 §7.1), or no bytes at the end.

        Of a chunk with more than `most` bytes, it returns the first `most`; nothing can be read after them.
        """
        size = self._take_until(b"\r\n").partition(b";")[0].strip()
        if not _CHUNK_SIZE.fullmatch(size):
            raise BadAnswer(f"{size[:80]!r} is not a chunk size")
        length = int(size, 16)
        if length == 0:
            while self._take_until(b"\r\n"):  # trailers
                pass
            self._chunked, self.length = False, 0
            return b""
        if length > most:
            self._last = True
            return self._take(most)
        chunk = self._take(length)
        if self._take(2) != b"\r\n":
            raise BadAnswer("a chunk does not end with CRLF")
        return chunk

    def _take_until(self, end: bytes) -> bytes:
        """Consumes bytes up to and including `end`, and returns those before it."""
        found = self._received.find(end, self._at)
        while found < 0:
            if len(self._received) - self._at > LONGEST_HEAD:
                raise BadAnswer(f"a header has more than {LONGEST_HEAD:,} bytes")
            part = self._receive()
            if not part:
                raise BadAnswer("the connection was closed in a header")
            self._received = self._received[self._at :] + part
            self._at = 0
            found = self._received.find(end)
        taken = self._received[self._at : found]
        self._at = found + len(end)
        return taken

    def _take(self, length: int) -> Bytes:
        taken = self._received[self._at : self._at + length]
        self._at += len(taken)
        missing = length - len(taken)
        if missing == 0:
            return taken
        if missing > _PART:
            return self._take_long(taken, length)
        whole = bytearray(taken)  # a list of parts would take thirty times the memory if each part is one or two bytes
        while missing > 0:
            part = self._receive()
            if not part:
                raise BadAnswer(_closed(missing))
            whole += part[:missing]
            self._received, self._at = part[missing:], 0
            missing -= len(part)
        return whole

    def _take_long(self, begin: bytes, length: int) -> bytearray:
        """Returns `length` bytes, of which those after `begin` have not been received.

        They are read to their place: the C library asks the kernel for each longer buffer and gives it back after the read,
        which takes as long as the read.
        """
        whole = bytearray(min(length, _ROOM))
        at = len(begin)
        whole[:at] = begin
        while at < length:
            if at == len(whole):
                whole += bytes(min(length - at, at))  # a service that sends less than it announces takes no more memory
            with memoryview(whole) as view, view[at:] as rest:
                received = self._receive_with(self._socket.recv_into, rest)
            if not received:
                raise BadAnswer(_closed(length - at))
            at += received
        self._received, self._at = b"", 0
        return whole

    def _send(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            try:
                left = left[self._socket.send(left) :]
                self._sent = True
            except BlockingIOError:
                self._wait(self._output)

    def _receive(self) -> bytes:
        """Returns the next bytes from the network, or no bytes at the end."""
        return self._receive_with(self._socket.recv, _PART)

    def _receive_with(self, receive: Callable[[_Target], _Received], target: _Target) -> _Received:
        while True:
            self._wait(self._input)
            try:
                return receive(target)
            except BlockingIOError:  # _KERNEL_WAIT has passed, or the waiter has reported readiness falsely
                pass

    def _wait(self, ready: Callable[[Optional[float]], object]) -> None:
        """Waits until the socket is ready, unless the next system call waits. Raises socket.timeout at the deadline."""
        if self._waits_in_kernel and self.deadline - time.monotonic() > _KERNEL_WAIT:
            return
        while (left := self.deadline - time.monotonic()) > 0:
            if ready(min(left, _LONGEST_WAIT) * 1000):
                return
        raise socket.timeout("the deadline has passed")


def _closed(missing: int) -> str:
    return f"the connection was closed with {missing:,} bytes missing"
