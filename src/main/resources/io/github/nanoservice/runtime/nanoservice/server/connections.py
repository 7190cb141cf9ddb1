"""The main thread of a service: accepts connections, waits for the heads of requests, and stops the service.

A connection needs a thread only once the head of a request and the first part of its body have arrived. Until then it costs a
file descriptor and the bytes that have arrived, at most 64 KiB, for a limited time. A thread reads, calls and writes, so that a
stream is produced no faster than the caller reads it. It waits for the next request a little, because two switches of threads
take as long as a call.

Threads compete with the main thread for the global interpreter lock. So that a health check is answered at once however many
requests arrive, the main thread does everything in small portions: between two of them it accepts and reads what is new, and
answers probes. It gives a request to a thread only while few threads read or write; running code of the program is not limited.
"""
from __future__ import annotations

import contextlib
import selectors
import socket
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, Optional

from ..settings import SETTINGS
from ..system import SELECTABLE, wake_pair
from .balance import Balance
from .connection import Connection
from .http11 import Http11, body_too_slow, message, refuse
from .listener import refuse_new_connections
from .load import LOAD
from .probes import answer_probe
from .problems import document
from .threads import Threads
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
LAST_HANDSHAKES = 0.05
# Seconds without accepting when no file descriptor is free.
_PAUSE = 0.1
# Seconds for which a worker leaves a connection to others that have fewer; then they are too busy, and it takes the connection.
_YIELD = 0.02
# Connections in one portion of the main thread's work: 64 take it about 3 ms.
_PORTION = 64
# Portions of new connections for one of others: new ones wait in the order of their arrival, and a health check is among them.
_ACCEPTS = 4
# Threads that read requests or write responses at the same time. More would only compete with one another and the main thread.
_MOST_LOAD = 8
# Seconds until the main thread looks again whether a further request can begin.
_LOAD_PAUSE = 0.001
# Seconds for which a request waits before threads give their connections back after each request, so that all get their turn.
_TURN_AFTER = 0.05
# Seconds after which a request begins in any case: reading or writing a value may run code of the program that makes a call.
_BEGIN_EVERY = 0.05
# Seconds for which a request waits until fewer calls run than can; later it is refused.
_PLACE_TIMEOUT = 1.0
# A handshake with a long RSA key takes milliseconds; other connections must not wait for many of them.
_HANDSHAKES_AT_ONCE = 4
# Threads for refusals, in addition to those of calls.
_SPARE_THREADS = 8


class Connections:
    """All connections of a service.

    listener: the listening socket.
    http: answers requests.
    calls: the number of calls that can run at the same time.
    limit: the number of connections that can be open at the same time; for a further one the oldest without a call is closed,
        first of all those without a request.
    balance: the connections of other processes that accept from the same socket; None if no other process does.
    turns: how often the main thread has handled what was ready; it stands still while the main thread hangs.
    """

    def __init__(
        self, listener: socket.socket, http: Http11, calls: int, limit: int, balance: Optional[Balance] = None
    ) -> None:
        self._listener: Optional[socket.socket] = listener
        self._server = listener.getsockname()[:2]
        self._http = http
        self._calls = calls
        self._limit = limit
        self._balance = balance
        self.turns = 0
        self._threads: Threads[Connection] = Threads(calls + _SPARE_THREADS, self._serve)
        # A quarter of the calls can wait for a slow caller; the others belong to callers who send and read.
        self._places = WaitingPlaces(calls // 4)
        self._selector = selectors.DefaultSelector()
        self._wake_in, self._wake_out = wake_pair()
        # The connections without a request.
        self._heads = _Waiting(SETTINGS.head_timeout)  # a head has not arrived completely
        self._bodies = _Waiting(SETTINGS.body_timeout)  # a head has arrived, but not the first part of the body
        self._kept = _Waiting(KEEP_ALIVE)  # idle after a response
        self._closing = _Waiting(_LINGER)  # the response has been sent, and the caller may still send
        self._states = (self._closing, self._heads, self._bodies, self._kept)
        self._state: dict[Connection, _Waiting] = {}  # of each connection that the selector watches
        self._requests = _Waiting(_PLACE_TIMEOUT)  # no thread has begun the request
        self._new: list[Connection] = []  # accepted in the last portion
        self._accepts_more = False  # whether connections may wait to be accepted
        self._takes_turns = False  # whether a request has waited for _TURN_AFTER
        self._began_at = 0.0  # `time.monotonic()` when the last request began
        self._begun = 0  # the number of connections with a thread
        self._returned: deque[tuple[Connection, bool]] = deque()
        self._paused_until: Optional[float] = None
        self._has_yielded = False  # the last pause has left connections to others
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
        self.wake()

    def wake(self) -> None:
        """Lets the main thread take a turn; can be called by any thread."""
        with contextlib.suppress(BlockingIOError):  # the socket is full, so the main thread wakes anyway
            self._wake_out.send(b"\0")

    def wake_descriptor(self) -> int:
        """Returns the descriptor for `signal.set_wakeup_fd`: on Windows a signal alone does not wake the main thread."""
        return self._wake_out.fileno()

    def run(self) -> None:
        """Serves until the service has stopped: no call runs any more, or STOP_TIMEOUT has passed."""
        assert self._listener is not None
        self._listener.setblocking(False)
        self._selector.register(self._wake_in, selectors.EVENT_READ, self._take_returned)
        self._selector.register(self._listener, selectors.EVENT_READ, self._accept)
        self._threads.start()
        while not self._ended:
            self._serve_ready(self._selector.select(self._patience()))
            self._expire(time.monotonic())
            if self._balance is not None:
                self._balance.report(self._open())
            self.turns += 1
        self._threads.stop()

    def _serve_ready(self, ready: list[tuple[selectors.SelectorKey, int]]) -> None:
        handshakes = 0
        for number, (key, _) in enumerate(ready, 1):
            if isinstance(key.fileobj, Connection) and key.fileobj.is_in_handshake:
                handshakes += 1
                if handshakes > _HANDSHAKES_AT_ONCE:
                    continue
            self._handle(key.data, key.fileobj)  # may close a connection that is one of the next keys
            if number % _PORTION == 0:
                self._begin_requests()
                self._read_new()
                for _ in range(_ACCEPTS):
                    if self._listener is not None and self._paused_until is None:
                        self._handle(self._accept, self._listener)
                    if not self._accepts_more:
                        break
        self._begin_requests()
        if len(ready) < _PORTION:
            self._new.clear()  # the next turn, which begins at once, reads them

    def _read_new(self) -> None:
        """Reads the connections that were accepted in the last portion: most requests follow the handshake within a millisecond.

        Without it, a health check would wait until all connections of this turn have been handled.
        """
        new, self._new = self._new, []
        for connection in new:
            if self._state.get(connection) is self._heads:
                self._handle(self._take_up, connection)

    def _begin_requests(self) -> None:
        while self._has_place() and (LOAD.threads < _MOST_LOAD or time.monotonic() - self._began_at >= _BEGIN_EVERY):
            self._began_at = time.monotonic()
            connection, _ = self._requests.oldest()
            self._requests.remove(connection)
            self._begun += 1
            LOAD.add(1)
            self._threads.submit(connection)
            if self._accepts_more:
                break
        self._takes_turns = len(self._requests) > 0 and time.monotonic() - self._requests.oldest()[1] >= _TURN_AFTER

    def _has_place(self) -> bool:
        """Returns whether a request waits, and fewer calls run than can, or the request is due to be refused."""
        return len(self._requests) > 0 and (self._begun < self._calls or self._requests.overdue(time.monotonic()) is not None)

    def _handle(self, handler: Callable[[Any], object], ready: Any) -> None:
        """Calls the handler of something that is ready. An exception because of one connection closes that one only."""
        try:
            handler(ready)
        except Exception:  # a fault of the server itself: no other connection must be lost because of it
            traceback.print_exc()
            if isinstance(ready, Connection):
                self._close(ready)
            else:
                self._pause()

    def _patience(self) -> Optional[float]:
        """Returns the seconds until there is something to do without an event, or None if there is nothing."""
        if self._has_place():
            return _LOAD_PAUSE
        firsts = [each.deadline() for each in (*self._states, self._requests) if len(each)]
        if self._paused_until is not None:
            firsts.append(self._paused_until)
        if self._next_phase is not None:
            firsts.append(self._next_phase_at)
        return max(0.0, min(firsts) - time.monotonic()) if firsts else None

    def _expire(self, now: float) -> None:
        """Does what is due, for one portion of connections."""
        for _ in range(_PORTION):
            overdue = next((found for each in self._states if (found := each.overdue(now)) is not None), None)
            if overdue is None:
                break
            self._handle(self._give_up_on, overdue)
        if self._paused_until is not None and self._paused_until <= now:
            self._paused_until = None
            if self._listener is not None:
                self._selector.register(self._listener, selectors.EVENT_READ, self._accept)
                if self._has_yielded:
                    self._handle(self._accept, self._listener)
        if self._drain is not None:
            drain, self._drain = self._drain, None
            self._begin_to_stop(now, drain)
        if self._next_phase is not None and self._next_phase_at <= now:
            self._next_phase()
        if self._listener is None and not (self._begun or len(self._requests) or len(self._closing)):
            self._ended = True

    def _give_up_on(self, connection: Connection) -> None:
        """Ends a connection whose time in its state is over."""
        state = self._state[connection]
        if state is self._kept:
            self._dismiss(connection)
        elif state is self._closing or connection.is_silent:
            self._close(connection)
        else:
            head_too_slow = f"The head of the request did not arrive within {SETTINGS.head_timeout:g} s."
            refuse(connection, 408, body_too_slow() if state is self._bodies else head_too_slow)
            self._finish(connection)

    # Accepting

    def _accept(self, listener: Any) -> None:
        """Accepts a portion of the connections that wait."""
        self._accepts_more = False
        for _ in range(_PORTION):
            if self._balance is not None and self._leaves_to_others(self._balance):
                return
            try:
                accepted, address = listener.accept()
            except (BlockingIOError, ConnectionError):  # no connection waits, or its caller has left
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
            if connection.is_in_handshake:
                self._wait_for(connection, self._heads)
            else:
                self._handle(self._take_up, connection)
                self._new.append(connection)
            if self._open() > self._limit and not self._make_room(connection):
                self._pause()
                return
        self._accepts_more = True

    def _open(self) -> int:
        return self._begun + len(self._requests) + len(self._state)

    def _leaves_to_others(self, balance: Balance) -> bool:
        """Pauses if another worker has fewer connections, unless it has just done so in vain; returns whether it does."""
        has_yielded, self._has_yielded = self._has_yielded, False
        if has_yielded or self._stopping or not balance.is_ahead(self._open()):
            return False
        self._pause(_YIELD)
        self._has_yielded = True
        return True

    @staticmethod
    def _secured(accepted: socket.socket) -> socket.socket:
        """Returns the connection to use: one with TLS if there is a certificate, which does its handshake in the first read."""
        if SETTINGS.tls.certificate is None:
            return accepted
        from ..tls import TlsSocket, server_context

        accepted.setblocking(False)
        return server_context(TlsSocket).wrap_socket(accepted, server_side=True, do_handshake_on_connect=False)

    def _make_room(self, spared: Optional[Connection] = None) -> bool:
        """Closes the connection without a request that has waited longest; returns whether there was one.

        If there is none, it refuses the request that has waited longest: health checks need room too.
        spared: a connection that has just been accepted, which is closed only if there is no other one and no request.
        """
        oldest = min((each.oldest() for each in self._states if len(each)), key=lambda found: found[1], default=(spared, 0.0))[0]
        if oldest is spared and len(self._requests):
            oldest = self._requests.oldest()[0]
            self._requests.remove(oldest)
            refuse(oldest, 503, "More requests arrive than this service can answer; try again later.")
            self._finish(oldest)
            return True
        if oldest is None:
            return False
        if self._state.get(oldest) is self._kept:
            self._dismiss(oldest)
        if oldest.fileno() >= 0:  # a connection that its caller has closed too is closed by `_dismiss`
            self._close(oldest)
        return True

    def _pause(self, seconds: float = _PAUSE) -> None:
        """Stops accepting for a moment; the kernel keeps new connections waiting."""
        if self._paused_until is None and self._listener is not None:
            self._selector.unregister(self._listener)
            self._paused_until = time.monotonic() + seconds

    # Waiting for requests

    def _readable(self, connection: Any) -> None:
        if connection.fileno() < 0:
            return  # it was closed to make room for another one
        if self._state.get(connection) is self._closing:
            connection.discard()
            if connection.ended:
                self._close(connection)
            return
        self._take_up(connection)

    def _take_up(self, connection: Connection) -> None:
        """Reads what has arrived on a connection, and decides what happens to it."""
        connection.receive()
        self._route(connection, self._heads)

    def _route(self, connection: Connection, silent: _Waiting) -> None:
        """Decides what happens to a connection after bytes have arrived.

        silent: the state of a connection that is new to the selector, and on which nothing of a request has arrived.
        """
        state = self._state.get(connection)
        if connection.has_request():
            probe = answer_probe(connection.head(), self._stopping, self._server)
            if probe is None:
                self._release(connection)
                self._requests.add(connection)
                return
            connection.take_head()
            if self._answer_probe(connection, probe):
                self._wait_for(connection, self._kept)
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
            if state is not self._bodies:
                self._wait_for(connection, self._bodies)
        elif connection.is_silent:
            if state is None:
                self._wait_for(connection, silent)
        elif state is not self._heads:
            self._wait_for(connection, self._heads)

    @staticmethod
    def _answer_probe(connection: Connection, probe: tuple[bytes, bool]) -> bool:
        """Sends the response to a probe, whose head was taken, without waiting; returns whether the connection is kept.

        It is not kept if more has arrived: thousands of probes in one packet would keep the main thread busy.
        """
        response, keeps = probe
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
        connection.finish()
        connection.discard()
        if connection.ended:
            self._close(connection)
        else:
            self._wait_for(connection, self._closing)

    def _close(self, connection: Connection) -> None:
        self._release(connection)
        connection.close()

    # States

    def _wait_for(self, connection: Connection, state: _Waiting) -> None:
        """Puts a connection into a state, whose time begins."""
        before = self._state.get(connection)
        if before is None:
            if len(self._state) >= SELECTABLE:
                self._make_room()
            self._selector.register(connection, selectors.EVENT_READ, self._readable)
        else:
            before.remove(connection)
        self._state[connection] = state
        state.add(connection)

    def _release(self, connection: Connection) -> None:
        """Takes a connection out of its state, if it has one, and out of the selector."""
        state = self._state.pop(connection, None)
        if state is not None:
            state.remove(connection)
            self._selector.unregister(connection)

    # Threads

    def _serve(self, connection: Connection) -> None:
        """Answers the requests of a connection while they follow one another closely. Runs in a thread."""
        keeps, returns = True, False
        try:
            while keeps and connection.has_request() and not returns:
                head = connection.take_head()
                probe = answer_probe(head, self._stopping, self._server)
                if probe is None:
                    keeps = self._http.answer(connection, head, self._keeps_connections)
                else:
                    keeps = self._answer_probe(connection, probe)
                returns = self._takes_turns or self._begun > self._calls // 2
                if keeps and not returns and not connection.has_request():
                    connection.await_head(_NEXT_REQUEST_MS)
        except BaseException:
            traceback.print_exc()
            keeps = False
        LOAD.add(-1)
        self._returned.append((connection, keeps))
        self.wake()

    def _keeps_connections(self) -> bool:
        return not self._stopping

    def _take_returned(self, wake_in: Any) -> None:
        with contextlib.suppress(BlockingIOError):
            wake_in.recv(65_536)
        for _ in range(min(len(self._returned), _PORTION)):
            connection, keeps = self._returned.popleft()
            self._begun -= 1
            self._handle(self._take_back if keeps else self._finish, connection)
        if self._returned:
            self.wake()

    def _take_back(self, connection: Connection) -> None:
        self._route(connection, self._kept)
        if self._listener is None and self._state.get(connection) is self._kept:
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
        # A worker that stops alone leaves the socket to the others; if all stop, their parent does this.
        if self._listener is not None and self._balance is None:
            refuse_new_connections(self._listener)
        self._enter(self._close_listener, self._next_phase_at + (0 if self._hurries else LAST_HANDSHAKES))

    def _close_listener(self) -> None:
        """Closes the listener, and the connections without a request; running calls have STOP_TIMEOUT seconds to finish."""
        listener = self._listener
        assert listener is not None
        for _ in range(self._limit // _PORTION + 1):
            self._accept(listener)
            if not self._accepts_more:
                break
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

    def add(self, connection: Connection) -> None:
        self._since[connection] = time.monotonic()

    def remove(self, connection: Connection) -> None:
        del self._since[connection]

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
