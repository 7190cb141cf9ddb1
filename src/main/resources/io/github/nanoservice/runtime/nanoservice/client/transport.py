"""Sends requests to other services over pooled connections, within the call's deadline, and never sends one twice."""
from __future__ import annotations

import os
import socket
import threading
import time
from collections import deque
from collections.abc import Sequence
from hmac import compare_digest
from typing import Optional

from ..context import Call
from ..settings import SETTINGS, too_long
from ..system import at_fork
from ..token_proof import NONCE_BYTES, PATH, is_loopback, proof
from ..wire.codec import MEDIA_TYPE
from ..wire.endpoints import EndpointRef
from .addresses import Address, address_of, known_address
from .http11 import BadAnswer, Bytes, Connection, NotSent, NotTrusted

# Seconds for which an idle connection is kept; less than the server's KEEP_ALIVE, so that the client closes it first.
IDLE_LIMIT = 15.0
# Seconds for which failed connections are retried: long enough for a service to restart.
CONNECT_RETRY_SECONDS = 10.0
# Seconds for one attempt to connect. A stopping service ignores new connections, and TCP tries again after one second.
CONNECT_TIMEOUT = 1.5
# Statuses of requests that have not reached the function. A service sends 408 also on an idle connection that it closes, and
# the request that crosses it may be repeated (RFC 9110 §15.5.9).
_NOT_RUN = (408, 503)
# Seconds before the deadline at which retries stop, so that the caller still receives the reason.
_RESERVE = 0.5
# The most bytes of a body that are joined to the head. The kernel gives a process the pages of a longer copy one by one.
_LONGEST_JOINED = 65_536
_LONGEST_PROOF = 4096  # bytes; a proof has 64, and a refusal is longer
_FIRST_DELAY, _LONGEST_DELAY = 0.02, 1.0  # seconds between two attempts

Body = Sequence[bytes]


class Response:
    """A response whose body has not been read yet."""

    def __init__(self, connection: Connection) -> None:
        self.status = connection.status
        self.media_type = connection.media_type
        self._connection = connection
        self._finished = False

    def read(self) -> Bytes:
        """Returns the whole body and releases the connection for another request."""
        try:
            self._check(self._connection.length or 0)
            body = self._connection.read(SETTINGS.max_bytes)
            self._check(len(body))
        except (OSError, BadAnswer) as error:
            self.close()
            raise _failure(self._connection, error) from error
        self._finished = True
        _POOL.put_back(self._connection)
        return body

    def read_line(self, call: Call) -> Bytes:
        """Returns the next line of a stream. Raises TimeoutError at the deadline of `call`."""
        self._connection.deadline = call.deadline
        try:
            line = self._connection.read_line(SETTINGS.max_bytes)
            self._check(len(line))
            if not line.endswith(b"\n"):
                raise ConnectionError("the stream ended early")
        except (OSError, BadAnswer) as error:
            raise _failure(self._connection, error) from error
        return line

    def _check(self, length: int) -> None:
        if length > SETTINGS.max_bytes:
            raise ConnectionError(f"the response takes {too_long(length)}")

    def close(self) -> None:
        """Closes the connection unless the whole body was read; the service then closes its generator."""
        if not self._finished:
            self._finished = True
            self._connection.close()


def request(reference: EndpointRef, target: str, body: Optional[Body], call: Call) -> Response:
    """Sends one request and returns its response as soon as the head has arrived.

    target: the query of a GET, which is appended to the endpoint's path.
    body: the parts of the body of a POST; None sends a GET.
    Raises ConnectionError or TimeoutError with the name of the service. Retries only requests that cannot have reached
    the function (no connection, or status 408 or 503), for at most CONNECT_RETRY_SECONDS.
    """
    delay = _FIRST_DELAY
    end = min(call.deadline - _RESERVE, time.monotonic() + CONNECT_RETRY_SECONDS)
    while True:
        try:
            address, connection = _connection(reference, call)
        except NotTrusted as error:
            raise ConnectionError(f"service {reference.name!r} cannot be called: {error}") from error
        except OSError as error:
            failure = error
        else:
            connection.name = reference.name
            try:
                response = _exchange(connection, _request_parts(reference, address, target, body, call), call)
                if response.status not in _NOT_RUN:
                    return response
                failure = ConnectionRefusedError(_refusal(response.read()))
            except NotSent as error:
                failure = ConnectionResetError(*error.args)
        if time.monotonic() + delay > end:
            raise ConnectionError(f"service {reference.name!r} cannot be reached: {failure}") from failure
        time.sleep(delay)
        delay = min(2 * delay, _LONGEST_DELAY)


def _refusal(body: Bytes) -> str:
    return "it is overloaded, starting or stopping: " + body[:200].decode("utf-8", "replace")


def _connection(reference: EndpointRef, call: Call) -> tuple[Address, Connection]:
    """Returns an idle connection to a service, or a new one."""
    known = known_address(reference)
    connection = None if known is None else _POOL.take(known)
    if known is not None and connection is not None:
        return known, connection
    address = address_of(reference)
    return address, _POOL.take(address) or _connect(address, call)


def _connect(address: Address, call: Call) -> Connection:
    timeout = min(max(call.left(), 0.001), CONNECT_TIMEOUT)  # 0 would mean non-blocking
    connection = Connection(address.server, address.secure, timeout)
    if SETTINGS.token is not None and not address.secure:
        try:
            _require_proof(connection, SETTINGS.token, call)
        except OSError:
            connection.close()
            raise
    return connection


def _require_proof(connection: Connection, token: str, call: Call) -> None:
    """Lets a service of this machine prove that it knows the token, because any user can take the port of one that has ended.

    Raises NotTrusted if it does not know the token, and another OSError if the connection cannot be used.
    """
    host, authority = connection.peer()
    if not is_loopback(host):
        return
    nonce = os.urandom(NONCE_BYTES).hex()
    connection.deadline = call.deadline
    try:
        connection.exchange(f"GET {PATH}?nonce={nonce} HTTP/1.1\r\nHost: {authority}\r\n\r\n".encode("ascii"))
        answer = connection.read(_LONGEST_PROOF)
    except (NotSent, BadAnswer) as error:
        raise ConnectionResetError(*error.args) from error
    if connection.status in _NOT_RUN:
        raise ConnectionRefusedError(_refusal(answer))
    if connection.status != 200 or not compare_digest(answer, proof(token, nonce, authority).encode("ascii")):
        raise NotTrusted(
            f"what listens at {authority} does not know the token of this process, so it gets neither the token nor arguments;"
            " start the services again"
        )
    if not connection.is_reusable():
        raise ConnectionResetError("it closed the connection")


def _exchange(connection: Connection, parts: Sequence[bytes], call: Call) -> Response:
    connection.deadline = call.deadline
    try:
        connection.exchange(*parts)
    except NotSent:
        connection.close()
        raise
    except (OSError, BadAnswer) as error:
        connection.close()
        raise _failure(connection, error) from error
    return Response(connection)


def _request_parts(
    reference: EndpointRef, address: Address, target: str, body: Optional[Body], call: Call
) -> Sequence[bytes]:
    """Returns a request (RFC 9112 §3) in parts that are sent one after another.

    What the head contains is validated or encoded, so none of it can contain a line break.
    """
    host = f"Host: {address.authority}\r\nAccept: {MEDIA_TYPE}\r\n"
    token = SETTINGS.token if reference.trusted else None
    authorization = "" if token is None else f"Authorization: Bearer {token}\r\n"
    head = f"{address.path}{target} HTTP/1.1\r\n{host}{authorization}{call.headers()}"
    if body is None:
        return [f"GET {head}\r\n".encode("ascii")]
    length = sum(map(len, body))
    content = f"Content-Type: {MEDIA_TYPE}\r\nContent-Length: {length}\r\n"
    parts = [f"POST {head}{content}\r\n".encode("ascii"), *body]
    return [b"".join(parts)] if length <= _LONGEST_JOINED else parts


def _failure(connection: Connection, error: Exception) -> OSError:
    """Returns the exception for the failure of a connection, with the name of the service."""
    if isinstance(error, socket.timeout):  # TimeoutError itself from Python 3.10 on
        return TimeoutError(f"service {connection.name!r} did not answer before the deadline")
    return ConnectionError(
        f"service {connection.name!r} failed during the call: {error!r};"
        " the function may have run, so the call was not repeated"
    )


class _Pool:
    """The idle connections of this process. The most recently used one is reused first, so that the others can expire."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Discards all connections: a child process must not use those of its parent."""
        self._lock = threading.Lock()
        self._idle: dict[tuple[tuple[str, int], bool], deque[Connection]] = {}

    def take(self, address: Address) -> Optional[Connection]:
        """Returns an idle connection that is still open, or None."""
        while True:
            with self._lock:
                idle = self._idle.get((address.server, address.secure))
                if not idle:
                    return None
                connection = idle.pop()
            if time.monotonic() - connection.idle_since < IDLE_LIMIT and connection.is_silent():
                return connection
            connection.close()

    def put_back(self, connection: Connection) -> None:
        """Adds a connection whose response was read completely, and closes those that have been idle too long.

        Connections are renewed, so that new instances behind the name of a service get their share of the calls.
        """
        if not connection.is_reusable() or time.monotonic() - connection.opened > connection.longest_age:
            connection.close()
            return
        connection.idle_since = time.monotonic()
        expired = []
        with self._lock:
            idle = self._idle.setdefault((connection.server, connection.secure), deque())
            idle.append(connection)
            while connection.idle_since - idle[0].idle_since > IDLE_LIMIT:
                expired.append(idle.popleft())
        for connection in expired:
            connection.close()


_POOL = _Pool()
at_fork(after_in_child=_POOL.reset)
