"""The main thread of a service: accepts connections, waits for the heads of requests, and stops the service.

A connection needs a thread only once the head of a request and the first part of its body have arrived. Until then it costs a
file descriptor and the bytes that have arrived, at most 64 KiB, for a limited time. A thread reads, calls and writes, so that a
stream is produced no faster than the caller reads it. It waits for the next request a little, because two switches of threads
take as long as a call.
"""
from __future__ import annotations

import contextlib
import os
import selectors
import socket
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Optional

from ..settings import SETTINGS
from .connection import Connection
from .http11 import BODY_TOO_SLOW, Http11, message, refuse
from .listener import refuse_new_connections
from .probes import answer_probe
from .problems import document
from .waiting_places import WaitingPlaces

# Seconds for which an idle connection is kept; more than the client's IDLE_LIMIT.
KEEP_ALIVE = 30.0
# Seconds for which running calls may continue after the drain; container engines kill the process later.
STOP_TIMEOUT = 8.0
# Milliseconds for which a thread waits for the next request on its connection.
_NEXT_REQUEST_MS = 100
# Seconds for which a closing connection is read, so that the caller can receive the response (RFC 9112 §9.6).
_LINGER = 1.0
# Seconds between refusing new connections and closing the listener, in which handshakes that have begun can end.
_LAST_HANDSHAKES = 0.05
# Seconds without accepting when no file descriptor is free.
_PAUSE = 0.1
_ACCEPTED_AT_ONCE = 64
# A handshake with a long RSA key takes milliseconds; other connections must not wait for many of them.
_HANDSHAKES_AT_ONCE = 4
# Threads for refusals, in addition to those of calls.
_SPARE_THREADS = 8


class Connections:
    """All connections of a service.

    listener: the listening socket.
    application: the WSGI application.
    calls: the number of calls that can run at the same time.
    limit: the number of connections that can be open at the same time; for a further one the oldest without a call is closed.
    turns: how often the main thread has handled what was ready; it stands still while the main thread hangs.
    """

    def __init__(self, listener: socket.socket, application: Any, calls: int, limit: int) -> None:
        self._listener: Optional[socket.socket] = listener
        self._server = listener.getsockname()[:2]
        self._http = Http11(application, self._server, lambda: not self._stopping)
        self._calls = calls
        self._limit = limit
        self.turns = 0
        self._threads = ThreadPoolExecutor(calls + _SPARE_THREADS)
        # A quarter of the calls can wait for a slow caller; the others belong to callers who send and read.
        self._places = WaitingPlaces(calls // 4)
        self._selector = selectors.DefaultSelector()
        self._wake_in, self._wake_out = os.pipe()
        # The connections without a thread.
        self._heads = _Waiting(SETTINGS.head_timeout)  # a head has not arrived completely
        self._bodies = _Waiting(SETTINGS.body_timeout)  # a head has arrived, but not the first part of the body
        self._kept = _Waiting(KEEP_ALIVE)  # idle after a response
        self._closing = _Waiting(_LINGER)  # the response has been sent, and the caller may still send
        self._states = (self._closing, self._heads, self._bodies, self._kept)
        self._in_threads = 0
        self._returned: deque[tuple[Connection, bool]] = deque()
        self._paused_until: Optional[float] = None
        self._drain: Optional[float] = None  # the argument of `stop` until the main thread has read it
        self._stopping = False
        self._hurries = False  # there is no drain
        self._next_phase: Optional[Callable[[], None]] = None
        self._next_phase_at = 0.0
        self._ended = False

    def stop(self, drain: float) -> None:
        """Begins to stop; can be called by a signal handler, by any thread, and again to shorten the drain.

        drain: seconds for which the service still accepts connections and answers.
        """
        self._drain = drain
        self._wake()

    def run(self) -> None:
        """Serves until the service has stopped: no call runs any more, or STOP_TIMEOUT has passed."""
        assert self._listener is not None
        for end in (self._wake_in, self._wake_out):
            os.set_blocking(end, False)
        self._listener.setblocking(False)
        self._selector.register(self._wake_in, selectors.EVENT_READ, self._take_returned)
        self._selector.register(self._listener, selectors.EVENT_READ, self._accept)
        while not self._ended:
            handshakes = 0
            for key, _ in self._selector.select(self._patience()):
                if isinstance(key.fileobj, Connection) and key.fileobj.is_in_handshake:
                    handshakes += 1
                    if handshakes > _HANDSHAKES_AT_ONCE:
                        continue
                self._handle(key.data, key.fileobj)  # may close a connection that is one of the next keys
            self._expire(time.monotonic())
            self.turns += 1

    def _handle(self, handler: Callable[[Any], None], ready: Any) -> None:
        """Calls the handler of something that is ready. An exception because of one connection closes that one only."""
        try:
            handler(ready)
        except Exception:  # a fault of the server itself: no other connection must be lost because of it
            traceback.print_exc()
            if isinstance(ready, Connection):
                with contextlib.suppress(KeyError, ValueError):  # it is not registered any more
                    self._release(ready)
                ready.close()
            else:
                self._pause()

    def _patience(self) -> Optional[float]:
        """Returns the seconds until a deadline passes, or None if there is none."""
        firsts = [each.deadline() for each in self._states if len(each)]
        if self._paused_until is not None:
            firsts.append(self._paused_until)
        if self._next_phase is not None:
            firsts.append(self._next_phase_at)
        return max(0.0, min(firsts) - time.monotonic()) if firsts else None

    def _expire(self, now: float) -> None:
        """Does what is due."""
        while (connection := self._heads.overdue(now)) is not None:
            if connection.is_silent:
                self._close(connection)
            else:
                refuse(connection, 408, f"The head of the request did not arrive within {SETTINGS.head_timeout:g} s.")
                self._finish(connection)
        while (connection := self._bodies.overdue(now)) is not None:
            refuse(connection, 408, BODY_TOO_SLOW)
            self._finish(connection)
        while (connection := self._kept.overdue(now)) is not None:
            self._dismiss(connection)
        while (connection := self._closing.overdue(now)) is not None:
            self._close(connection)
        if self._paused_until is not None and self._paused_until <= now:
            self._paused_until = None
            if self._listener is not None:
                self._selector.register(self._listener, selectors.EVENT_READ, self._accept)
        if self._drain is not None:
            drain, self._drain = self._drain, None
            self._begin_to_stop(now, drain)
        if self._next_phase is not None and self._next_phase_at <= now:
            self._next_phase()
        if self._listener is None and self._in_threads == 0 and not len(self._closing):
            self._ended = True

    # Accepting

    def _accept(self, listener: Any) -> None:
        for _ in range(_ACCEPTED_AT_ONCE):
            try:
                accepted, address = listener.accept()
            except (BlockingIOError, ConnectionAbortedError):
                return
            except OSError:  # the process or the machine has no file descriptor or no memory left
                if not self._make_room():
                    self._pause()
                    return
                continue
            try:
                connection = Connection(self._secured(accepted), address, self._places)
            except (OSError, ValueError):  # the caller has left already
                accepted.close()
                continue
            self._selector.register(connection, selectors.EVENT_READ, self._readable)
            self._heads.add(connection)
            if not connection.is_in_handshake:
                self._handle(self._readable, connection)
            if self._in_threads + len(self._selector.get_map()) > self._limit and not self._make_room():
                self._pause()
                return

    @staticmethod
    def _secured(accepted: socket.socket) -> socket.socket:
        """Returns the connection to use: one with TLS if there is a certificate, which does its handshake in the first read."""
        if SETTINGS.tls.certificate is None:
            return accepted
        from ..tls import TlsSocket, server_context

        accepted.setblocking(False)
        return server_context(TlsSocket).wrap_socket(accepted, server_side=True, do_handshake_on_connect=False)

    def _make_room(self) -> bool:
        """Closes the connection without a call that has waited longest; returns whether there was one.

        A connection that has just been accepted is never closed for one that is idle.
        """
        oldest = min((each.oldest() for each in self._states if len(each)), key=lambda found: found[1], default=None)
        if oldest is None:
            return False
        connection = oldest[0]
        if connection in self._kept:
            self._dismiss(connection)
        if connection.fileno() >= 0:  # a connection that its caller has closed too is closed by `_dismiss`
            self._close(connection)
        return True

    def _pause(self) -> None:
        """Stops accepting for a moment; the kernel keeps new connections waiting."""
        if self._paused_until is None and self._listener is not None:
            self._selector.unregister(self._listener)
            self._paused_until = time.monotonic() + _PAUSE

    # Waiting for requests

    def _readable(self, connection: Any) -> None:
        if connection.fileno() < 0:
            return  # it was closed to make room for another one
        if connection in self._closing:
            connection.discard()
            if connection.ended:
                self._close(connection)
            return
        connection.receive()
        self._route(connection)

    def _route(self, connection: Connection) -> None:
        """Decides what happens to a registered connection after bytes have arrived."""
        if connection.has_request():
            probe = answer_probe(connection.head(), self._stopping, self._server)
            if probe is None:
                self._release(connection)
                self._in_threads += 1
                with contextlib.suppress(RuntimeError):  # no further thread can be started: one that runs serves it later
                    self._threads.submit(self._serve, connection)
            elif self._answer_probe(connection, probe):
                self._release_state(connection)
                self._kept.add(connection)
            else:
                self._finish(connection)
        elif connection.ended:
            self._close(connection)
        elif connection.is_head_too_long():
            if connection.is_line_too_long():
                refuse(connection, 414, "The URL is too long; send args and kwargs as the JSON body of a POST.")
            else:
                refuse(connection, 431, "The header is too long: send at most 24 KiB of headers.")
            self._finish(connection)
        elif connection.has_head():
            if connection not in self._bodies:
                self._release_state(connection)
                self._bodies.add(connection)
        elif connection in self._kept and not connection.is_silent:
            self._release_state(connection)
            self._heads.add(connection)

    @staticmethod
    def _answer_probe(connection: Connection, probe: tuple[bytes, bool]) -> bool:
        """Sends the response to a probe without waiting; returns whether the connection is kept.

        It is not kept if more has arrived: thousands of probes in one packet would keep the main thread busy.
        """
        response, keeps = probe
        connection.take_head()
        return connection.send_at_once(response) and keeps and connection.is_silent

    # Closing

    def _dismiss(self, connection: Connection) -> None:
        """Closes a connection without a running request.

        Its caller may be sending a request just now, and could not know whether it ran. Status 408 says that it did not, and
        allows the caller to repeat it (RFC 9110 §15.5.9).
        """
        problem = document(408, "The service closes this connection; it has not read another request on it.")
        connection.send_at_once(message(408, "application/problem+json", problem, keeps=False))
        self._finish(connection)

    def _finish(self, connection: Connection) -> None:
        """Ends the side of the service, and reads the other one for a while.

        Closing at once would reset the connection if the caller has sent more, and the caller would lose the response.
        """
        self._release_state(connection)
        connection.finish()
        self._closing.add(connection)
        self._readable(connection)

    def _close(self, connection: Connection) -> None:
        self._release(connection)
        connection.close()

    def _release(self, connection: Connection) -> None:
        self._release_state(connection)
        self._selector.unregister(connection)

    def _release_state(self, connection: Connection) -> None:
        for connections in self._states:
            connections.remove(connection)

    # Threads

    def _serve(self, connection: Connection) -> None:
        """Answers the requests of a connection while they follow one another closely. Runs in a thread."""
        keeps = True
        try:
            while keeps and connection.has_request():
                probe = answer_probe(connection.head(), self._stopping, self._server)
                keeps = self._http.answer(connection) if probe is None else self._answer_probe(connection, probe)
                if keeps and not connection.has_request() and self._in_threads <= self._calls // 2:
                    connection.await_head(_NEXT_REQUEST_MS)
        except BaseException:
            traceback.print_exc()
            keeps = False
        self._returned.append((connection, keeps))
        self._wake()

    def _wake(self) -> None:
        with contextlib.suppress(BlockingIOError):  # the pipe is full, so the main thread wakes anyway
            os.write(self._wake_out, b"\0")

    def _take_returned(self, wake_in: Any) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(wake_in, 65_536)
        while self._returned:
            connection, keeps = self._returned.popleft()
            self._in_threads -= 1
            self._selector.register(connection, selectors.EVENT_READ, self._readable)
            if not keeps:
                self._finish(connection)
                continue
            self._kept.add(connection)
            self._handle(self._route, connection)
            if self._listener is None and connection in self._kept:
                self._dismiss(connection)

    # Stopping

    def _begin_to_stop(self, now: float, drain: float) -> None:
        if drain == 0:
            self._hurries = True
            self._closing.hurry()
        if not self._stopping:
            self._stopping = True
            self._enter(self._refuse_new, now + drain)
        elif self._listener is not None:
            self._next_phase_at = min(self._next_phase_at, now + drain)

    def _enter(self, phase: Callable[[], None], when: float) -> None:
        self._next_phase = phase
        self._next_phase_at = when

    def _refuse_new(self) -> None:
        if self._listener is not None:
            refuse_new_connections(self._listener)
        self._enter(self._close_listener, self._next_phase_at + (0 if self._hurries else _LAST_HANDSHAKES))

    def _close_listener(self) -> None:
        """Closes the listener, and the connections without a request; running calls have STOP_TIMEOUT seconds to finish."""
        listener = self._listener
        assert listener is not None
        self._accept(listener)
        if self._paused_until is None:
            self._selector.unregister(listener)
        listener.close()
        self._listener = None
        for connection in [*self._heads, *self._bodies, *self._kept]:
            self._dismiss(connection)
        self._enter(self._give_up, time.monotonic() + STOP_TIMEOUT)

    def _give_up(self) -> None:
        self._ended = True


class _Waiting:
    """Connections that wait for the same thing, the oldest first.

    seconds: the time for which each may wait.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._since: dict[Connection, float] = {}

    def __len__(self) -> int:
        return len(self._since)

    def __iter__(self) -> Iterator[Connection]:
        return iter(self._since)

    def __contains__(self, connection: Connection) -> bool:
        return connection in self._since

    def add(self, connection: Connection) -> None:
        self._since[connection] = time.monotonic()

    def remove(self, connection: Connection) -> None:
        """Removes a connection if it is there."""
        self._since.pop(connection, None)

    def oldest(self) -> tuple[Connection, float]:
        """Returns the connection that waits longest, and the `time.monotonic()` since when; there must be one."""
        return next(iter(self._since.items()))

    def deadline(self) -> float:
        """Returns the `time.monotonic()` until which the oldest connection may wait."""
        return self.oldest()[1] + self._seconds

    def overdue(self, now: float) -> Optional[Connection]:
        """Returns the oldest connection if its time is over."""
        return self.oldest()[0] if self._since and self.deadline() <= now else None

    def hurry(self) -> None:
        """Ends the time of all connections, also of those that follow."""
        self._seconds = 0.0
