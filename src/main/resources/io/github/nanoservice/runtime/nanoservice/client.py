"""Sending a request to a sibling: pooled connections, one deadline over everything, nothing sent twice."""
from __future__ import annotations

import io
import os
import socket
import threading
import time
from collections import deque
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any, Optional

from .addresses import Address, address_of
from .codec import MEDIA_TYPE
from .context import Call
from .references import Reference
from .settings import SETTINGS, too_long

# Seconds an idle connection is kept; less than the server's KEEP_ALIVE, so that it is always the client that closes it.
IDLE_LIMIT = 15.0
# Seconds for which a service that nobody answers for is tried again: as long as it takes to be started once more.
PATIENCE = 5.0
# Seconds that are not spent on trying to connect, so that the caller still hears why it failed.
_RESERVE = 0.5
_FIRST_DELAY, _LONGEST_DELAY = 0.02, 1.0  # seconds between two tries to connect


class Response:
    """An answer whose body is still to be read."""

    def __init__(self, connection: _Connection, answer: HTTPResponse) -> None:
        self.status = answer.status
        self.media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        self._connection = connection
        self._answer = answer
        self._finished = False

    def read(self) -> bytes:
        """Returns the whole body; the connection is free for another request."""
        try:
            with _failures(self._connection):
                self._check(self._answer.length or 0)
                body = self._answer.read()
        except OSError:
            self.close()
            raise
        self._finished = True
        _POOL.give(self._connection)
        return body

    def read_line(self, call: Call) -> bytes:
        """Returns the next line of a stream, at the latest by the deadline of `call`."""
        self._connection.deadline = call.deadline
        with _failures(self._connection):
            line = self._answer.readline(SETTINGS.max_bytes + 1)
            self._check(len(line))
            if not line.endswith(b"\n"):
                raise ConnectionError("the stream broke off")
        return line

    def _check(self, length: int) -> None:
        if length > SETTINGS.max_bytes:
            raise ConnectionError(f"the answer takes {too_long(length)}")

    def close(self) -> None:
        """Closes the connection unless all was read, and by that tells the other side that nobody listens."""
        if not self._finished:
            self._finished = True
            self._answer.close()
            self._connection.close()


def request(reference: Reference, target: str, body: Optional[bytes], call: Call) -> Response:
    """Sends one request and returns its answer as soon as its head has arrived.

    target: query to add to the endpoint's path, for a GET.
    body: what to POST instead.
    Raises ConnectionError or TimeoutError that names the service. Only what has certainly not reached the function
    (no connection, or 503) is tried again, while there is time and for a few seconds at most.
    """
    delay = _FIRST_DELAY
    end = min(call.deadline - _RESERVE, time.monotonic() + PATIENCE)
    while True:
        try:
            address = address_of(reference)
            connection = _POOL.take(address, call) or _connect(address, reference.name, call)
        except OSError as error:
            failure = error
        else:
            response = _exchange(connection, address.path + target, body, call)
            if response.status != 503:
                return response
            failure = ConnectionRefusedError(_refusal(response.read()))
        if time.monotonic() + delay > end:
            raise ConnectionError(f"service {reference.name!r} cannot be reached: {failure}") from failure
        time.sleep(delay)
        delay = min(2 * delay, _LONGEST_DELAY)


def _refusal(body: bytes) -> str:
    return "it is overloaded or just starting: " + body[:200].decode("utf-8", "replace")


def _connect(address: Address, name: str, call: Call) -> _Connection:
    connection = _Connection(address, name)
    connection.timeout = min(max(call.left(), 0.001), PATIENCE)  # 0 would mean "do not wait at all"
    connection.connect()
    return connection


def _exchange(connection: _Connection, target: str, body: Optional[bytes], call: Call) -> Response:
    connection.deadline = call.deadline
    connection.sock.settimeout(max(call.left(), 0.001))
    try:
        with _failures(connection):
            connection.putrequest("GET" if body is None else "POST", target, skip_accept_encoding=True)
            connection.putheader("Accept", MEDIA_TYPE)
            for header, value in call.headers().items():
                connection.putheader(header, value)
            if body is not None:
                connection.putheader("Content-Type", MEDIA_TYPE)
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            return Response(connection, connection.getresponse())
    except OSError:
        connection.close()
        raise


class _failures:
    """Gives every failure in transport the class that callers know and the name of the service."""

    def __init__(self, connection: _Connection) -> None:
        self._name = connection.name

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if isinstance(error, socket.timeout):  # TimeoutError itself from Python 3.10 on
            raise TimeoutError(f"service {self._name!r} did not answer in the time that was left") from error
        if isinstance(error, (OSError, HTTPException)):
            raise ConnectionError(
                f"service {self._name!r} broke off: {error!r}; it may have done its work, so it was not asked again"
            ) from error


class _Connection(HTTPConnection):
    """A connection whose reads end at a deadline, however slowly the bytes drip in."""

    def __init__(self, address: Address, name: str) -> None:
        super().__init__(address.host, address.port)
        self.key = (address.host, address.port)
        self.name = name
        self.deadline = 0.0
        self.idle_since = 0.0

    def response_class(self, sock: socket.socket, **options: Any) -> HTTPResponse:  # type: ignore[override]
        answer = HTTPResponse(sock, **options)
        answer.fp = io.BufferedReader(_Bounded(self, sock, answer.fp.detach()))
        return answer

    def is_usable(self) -> bool:
        """Returns whether nothing has come in on this idle connection, neither its end nor bytes nobody asked for."""
        try:
            self.sock.setblocking(False)
            self.sock.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return time.monotonic() - self.idle_since < IDLE_LIMIT
        except OSError:
            pass
        return False


class _Bounded(io.RawIOBase):
    """A socket's file whose every read is given the time left until the connection's deadline."""

    def __init__(self, connection: _Connection, sock: socket.socket, file: io.RawIOBase) -> None:
        self._connection = connection
        self._sock = sock
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> Optional[int]:
        left = self._connection.deadline - time.monotonic()
        if left <= 0:
            raise socket.timeout("the deadline has passed")
        self._sock.settimeout(left)
        return self._file.readinto(buffer)

    def close(self) -> None:
        self._file.close()
        super().close()


class _Pool:
    """The idle connections of this process; the one used last is taken first, so that the others can grow old."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forgets all connections: those of a parent process are not its child's to use."""
        self._lock = threading.Lock()
        self._idle: dict[tuple[str, int], deque[_Connection]] = {}

    def take(self, address: Address, call: Call) -> Optional[_Connection]:
        """Returns an idle connection that is still good, or None."""
        while True:
            with self._lock:
                idle = self._idle.get((address.host, address.port))
                if not idle:
                    return None
                connection = idle.pop()
            if connection.is_usable():
                return connection
            connection.close()

    def give(self, connection: _Connection) -> None:
        """Takes a connection back whose answer was read to its end, and closes those that were idle too long."""
        if connection.sock is None:  # the other side asked to close
            return
        connection.idle_since = time.monotonic()
        old = []
        with self._lock:
            idle = self._idle.setdefault(connection.key, deque())
            idle.append(connection)
            while connection.idle_since - idle[0].idle_since > IDLE_LIMIT:
                old.append(idle.popleft())
        for connection in old:
            connection.close()


_POOL = _Pool()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_POOL.reset)
