"""Sends requests to other services: pooled connections, one deadline for everything, no request sent twice."""
from __future__ import annotations

import os
import socket
import threading
import time
from collections import deque
from typing import Any, Optional

from ..context import Call
from ..settings import SETTINGS, too_long
from ..wire.codec import MEDIA_TYPE
from ..wire.endpoints import EndpointRef
from .addresses import Address, address_of
from .http11 import BadAnswer, Connection

# Seconds an idle connection is kept; less than the server's KEEP_ALIVE, so that the client closes it.
IDLE_LIMIT = 15.0
# Seconds for which connecting is retried: long enough for a service to restart.
CONNECT_RETRY_SECONDS = 5.0
# Seconds before the deadline at which connecting is given up, so that the caller still receives the reason.
_RESERVE = 0.5
_FIRST_DELAY, _LONGEST_DELAY = 0.02, 1.0  # seconds between two tries to connect


class Response:
    """A response whose body has not been read."""

    def __init__(self, connection: Connection) -> None:
        self.status = connection.status
        self.media_type = connection.media_type
        self._connection = connection
        self._finished = False

    def read(self) -> bytes:
        """Returns the whole body; the connection is free for another request."""
        try:
            with _failures(self._connection):
                self._check(self._connection.length or 0)
                body = self._connection.read(SETTINGS.max_bytes)
                self._check(len(body))
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
            line = self._connection.read_line(SETTINGS.max_bytes)
            self._check(len(line))
            if not line.endswith(b"\n"):
                raise ConnectionError("the stream broke off")
        return line

    def _check(self, length: int) -> None:
        if length > SETTINGS.max_bytes:
            raise ConnectionError(f"the answer takes {too_long(length)}")

    def close(self) -> None:
        """Closes the connection unless all was read; the service then knows that nobody reads its stream."""
        if not self._finished:
            self._finished = True
            self._connection.close()


def request(reference: EndpointRef, target: str, body: Optional[bytes], call: Call) -> Response:
    """Sends one request and returns its answer as soon as its head has arrived.

    target: query to add to the endpoint's path, for a GET.
    body: what to POST instead.
    Raises ConnectionError or TimeoutError that names the service. A request is repeated only if it has not
    reached the function (no connection, or 503), and for CONNECT_RETRY_SECONDS at most.
    """
    delay = _FIRST_DELAY
    end = min(call.deadline - _RESERVE, time.monotonic() + CONNECT_RETRY_SECONDS)
    while True:
        try:
            address = address_of(reference)
            connection = _POOL.take(address) or _connect(address, call)
        except OSError as error:
            failure = error
        else:
            connection.name = reference.name
            response = _exchange(connection, _message(address, target, body, call), call)
            if response.status != 503:
                return response
            failure = ConnectionRefusedError(_refusal(response.read()))
        if time.monotonic() + delay > end:
            raise ConnectionError(f"service {reference.name!r} cannot be reached: {failure}") from failure
        time.sleep(delay)
        delay = min(2 * delay, _LONGEST_DELAY)


def _refusal(body: bytes) -> str:
    return "it is overloaded or just starting: " + body[:200].decode("utf-8", "replace")


def _connect(address: Address, call: Call) -> Connection:
    return Connection(address.server, min(max(call.left(), 0.001), CONNECT_RETRY_SECONDS))  # 0 would mean "do not wait at all"


def _exchange(connection: Connection, message: bytes, call: Call) -> Response:
    connection.deadline = call.deadline
    try:
        with _failures(connection):
            connection.exchange(message)
            return Response(connection)
    except OSError:
        connection.close()
        raise


def _message(address: Address, target: str, body: Optional[bytes], call: Call) -> bytes:
    """Returns a request (RFC 9112 §3); its parts were checked or encoded, so none can contain a line break."""
    context = "".join([f"{name}: {value}\r\n" for name, value in call.headers().items()])
    head = f"{address.path}{target} HTTP/1.1\r\nHost: {address.authority}\r\nAccept: {MEDIA_TYPE}\r\n{context}"
    if body is None:
        return f"GET {head}\r\n".encode("ascii")
    content = f"Content-Type: {MEDIA_TYPE}\r\nContent-Length: {len(body)}\r\n"
    return f"POST {head}{content}\r\n".encode("ascii") + body


class _failures:
    """Turns every failure into a ConnectionError or TimeoutError that names the service."""

    def __init__(self, connection: Connection) -> None:
        self._name = connection.name

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if isinstance(error, socket.timeout):  # TimeoutError itself from Python 3.10 on
            raise TimeoutError(f"service {self._name!r} did not answer in the time that was left") from error
        if isinstance(error, (OSError, BadAnswer)):
            raise ConnectionError(
                f"service {self._name!r} broke off: {error!r}; it may have done its work, so it was not asked again"
            ) from error


class _Pool:
    """The idle connections of this process; the most recently used one is taken first, so that the others expire."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forgets all connections, because a child process must not use those of its parent."""
        self._lock = threading.Lock()
        self._idle: dict[tuple[str, int], deque[Connection]] = {}

    def take(self, address: Address) -> Optional[Connection]:
        """Returns an idle connection that is still open, or None."""
        while True:
            with self._lock:
                idle = self._idle.get(address.server)
                if not idle:
                    return None
                connection = idle.pop()
            if time.monotonic() - connection.idle_since < IDLE_LIMIT and connection.is_silent():
                return connection
            connection.close()

    def give(self, connection: Connection) -> None:
        """Takes a connection back whose answer was read to its end, and closes those that were idle too long."""
        if not connection.is_reusable():
            connection.close()
            return
        connection.idle_since = time.monotonic()
        old = []
        with self._lock:
            idle = self._idle.setdefault(connection.server, deque())
            idle.append(connection)
            while connection.idle_since - idle[0].idle_since > IDLE_LIMIT:
                old.append(idle.popleft())
        for connection in old:
            connection.close()


_POOL = _Pool()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_POOL.reset)
