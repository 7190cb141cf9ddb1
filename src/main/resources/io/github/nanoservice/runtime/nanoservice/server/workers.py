"""Several processes for one service: a parent forks workers, which accept connections from one listening socket.

The parent calls no function. It has no threads, so that it can fork at any time, and holds the listening socket: connections that
no worker has accepted wait there, whichever worker ends. It replaces workers that end, and hands signals on.

A worker ends when its parent does, however the parent ends: it reads from a pipe that nobody writes to, and whose other end only
the parent has.
"""
from __future__ import annotations

import contextlib
import fcntl
import gc
import mmap
import os
import selectors
import signal
import socket
import stat
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, NoReturn, Optional

from ..settings import SETTINGS
from ..system import STOP_SIGNALS, wake_pair
from .balance import ABSENT, Balance
from .connections import LAST_HANDSHAKES, STOP_TIMEOUT
from .listener import refuse_new_connections
from .output import ERRORS, OUTPUT, end_lines

# Seconds between the beginnings of two workers of one place: one that ends at once must not take a whole core.
_PACE = 1.0
# Seconds for which workers may exceed STOP_TIMEOUT. They keep it themselves, unless they hang.
_KILL_AFTER = 1.0
_SIGNALS = {int(each): each.name for each in signal.Signals}


class Place:
    """What a worker has of its parent.

    balance: what it knows of the other workers.
    lifeline: a descriptor at whose end the worker stops.
    """

    def __init__(self, balance: Balance, lifeline: int, reports: int, number: int) -> None:
        self.balance = balance
        self.lifeline = lifeline
        self._reports = reports
        self._number = number

    def is_taken(self) -> None:
        """Tells the parent that the worker serves from now on."""
        self.balance.report(0)
        os.write(self._reports, bytes((self._number,)))
        os.close(self._reports)


def fork(listener: socket.socket, count: int, announce: Callable[..., None], stdin: Optional[int]) -> Place:
    """Forks workers. Returns in each worker only: the calling process supervises them until they have ended, and then exits.

    Exits with a message if the import of the program has left what workers cannot share.

    announce: called with the number of workers as `workers` once all serve.
    stdin: a descriptor at whose end the service stops, if there is one.
    """
    _check_threads()
    _check_connections({listener.fileno(), stdin})
    exclude = _exclusion()
    OUTPUT.share(exclude)
    ERRORS.share(exclude)
    # A worker that collects garbage would write to all objects, and so copy the memory that it shares with the others.
    gc.freeze()
    return _Parent(listener, count, announce, stdin).supervise()


class _Worker:
    """A worker as its parent sees it. pid: its process, or None until one is forked. begin_at: when the next one may begin."""

    def __init__(self) -> None:
        self.pid: Optional[int] = None
        self.serves = False
        self.begin_at = 0.0


class _Parent:
    """The process that supervises the workers."""

    def __init__(self, listener: socket.socket, count: int, announce: Callable[..., None], stdin: Optional[int]) -> None:
        self._listener: Optional[socket.socket] = listener
        self._announce: Optional[Callable[..., None]] = announce
        self._stdin = stdin
        self._counts = memoryview(mmap.mmap(-1, 4 * count)).cast("I")
        self._workers = [_Worker() for _ in range(count)]
        self._lifeline_read, self._lifeline = os.pipe()
        self._reports_read, self._reports = os.pipe()
        self._wake_in, self._wake_out = wake_pair()
        # The only selector that takes a file as standard input on every system.
        self._selector = selectors.SelectSelector()
        self._selector.register(self._wake_in, selectors.EVENT_READ, self._take_wakes)
        self._selector.register(self._reports_read, selectors.EVENT_READ, self._take_reports)
        if stdin is not None:
            self._selector.register(stdin, selectors.EVENT_READ, self._take_input)
        self._was_told_to_stop = False  # by a signal; set by its handler
        self._status = 0
        self._phases: list[tuple[float, Callable[[], None]]] = []  # of the end, and when they are due
        self._stopping = False
        self._child_handler: Any = None

    def supervise(self) -> Place:
        self._child_handler = signal.signal(signal.SIGCHLD, lambda number, frame: None)
        for each in STOP_SIGNALS:
            signal.signal(each, self._on_stop_signal)
        signal.set_wakeup_fd(self._wake_out.fileno(), warn_on_full_buffer=False)
        for number in range(len(self._workers)):
            self._counts[number] = ABSENT
        while True:
            for number, worker in enumerate(self._workers):
                if self._is_due(worker):
                    place = self._fork(number, worker)
                    if place is not None:
                        return place
            for key, _ in self._selector.select(self._patience()):
                key.data()
            self._reap()
            if self._was_told_to_stop:
                self._was_told_to_stop = False
                self._stop(SETTINGS.drain)
            while self._phases and self._phases[0][0] <= time.monotonic():
                self._phases.pop(0)[1]()
            if self._stopping and all(worker.pid is None for worker in self._workers):
                self._exit()

    def _is_due(self, worker: _Worker) -> bool:
        return worker.pid is None and not self._stopping and worker.begin_at <= time.monotonic()

    def _patience(self) -> Optional[float]:
        """Returns the seconds until there is something to do without an event, or None if there is nothing."""
        firsts = [when for when, _ in self._phases[:1]]
        if not self._stopping:
            firsts += [worker.begin_at for worker in self._workers if worker.pid is None]
        return max(0.0, min(firsts) - time.monotonic()) if firsts else None

    # Beginning

    def _fork(self, number: int, worker: _Worker) -> Optional[Place]:
        """Starts a worker; returns its place in the worker, and None in the parent."""
        worker.begin_at = time.monotonic() + _PACE
        worker.serves = False
        # The worker does not lose a signal that arrives before it has its own handlers, nor treat it as its parent does.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
        try:
            pid = os.fork()
        except OSError as error:  # the limit of processes, or no memory
            OUTPUT.event(event="worker not started", detail=f"{error.strerror}; the service tries again in {_PACE:g} s")
            pid = -1
        if pid == 0:
            return self._become_worker(number)
        if pid > 0:
            worker.pid = pid
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
        return None

    def _become_worker(self, number: int) -> Place:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL if self._child_handler is None else self._child_handler)
        self._selector.close()
        for each in (self._wake_in, self._wake_out):
            each.close()
        for descriptor in (self._lifeline, self._reports_read, *(() if self._stdin is None else (self._stdin,))):
            os.close(descriptor)
        OUTPUT.name_process(os.getpid())
        return Place(Balance(self._counts, number), self._lifeline_read, self._reports, number)

    def _take_reports(self) -> None:
        for number in os.read(self._reports_read, 4096):
            self._workers[number].serves = True
        if self._announce is not None and all(worker.serves for worker in self._workers):
            self._announce(workers=len(self._workers))
            self._announce = None

    # Ending

    def _reap(self) -> None:
        """Takes note of the workers that have ended."""
        for number, worker in enumerate(self._workers):
            if worker.pid is None:
                continue
            pid, status = os.waitpid(worker.pid, os.WNOHANG)
            if pid == 0:
                continue
            worker.pid = None
            self._counts[number] = ABSENT
            if self._stopping:
                continue
            code = os.waitstatus_to_exitcode(status)
            reason = f"it exited with {code}" if code >= 0 else f"it was ended by {_SIGNALS.get(-code, -code)}"
            OUTPUT.event(event="worker ended", worker=pid, detail=reason)
            if self._announce is not None and not worker.serves:  # so would the next one
                self._status = max(code, 1)
                self._stop(0.0)

    def _on_stop_signal(self, number: int, frame: Any) -> None:
        for each in STOP_SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        self._was_told_to_stop = True

    def _take_wakes(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._wake_in.recv(4096)

    def _take_input(self) -> None:
        assert self._stdin is not None
        if not os.read(self._stdin, 4096):
            self._selector.unregister(self._stdin)
            self._stop(0.0)

    def _stop(self, drain: float) -> None:
        """Lets all workers stop, each by itself. Can be called again to shorten the drain."""
        end = time.monotonic() + drain
        self._stopping = True
        self._phases = [
            (end, self._refuse_new),
            (end + LAST_HANDSHAKES, self._close_listener),
            (end + LAST_HANDSHAKES + STOP_TIMEOUT + _KILL_AFTER, self._kill),
        ]
        if drain == 0:
            self._refuse_new()  # before a worker accepts for the last time
            if self._lifeline >= 0:
                os.close(self._lifeline)
                self._lifeline = -1
        else:
            self._send(signal.SIGTERM)

    def _refuse_new(self) -> None:
        if self._listener is not None:
            refuse_new_connections(self._listener)

    def _close_listener(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def _kill(self) -> None:
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        for worker in self._workers:
            if worker.pid is not None:  # not reaped, so no other process has its number
                os.kill(worker.pid, number)

    def _exit(self) -> NoReturn:
        end_lines()
        os._exit(self._status)


def _exclusion() -> Callable[[bool], None]:
    """Returns a lock between processes and threads: called with True it locks, and with False it unlocks.

    The end of a process unlocks too. A lock of its own for each stream would look like a deadlock to the system if two threads of
    two processes hold one and wait for the other.
    """
    with tempfile.TemporaryFile() as file:
        descriptor = os.dup(file.fileno())
    threads = threading.Lock()  # for the system, all threads of a process are one

    def exclude(others: bool) -> None:
        if others:
            threads.acquire()
            fcntl.lockf(descriptor, fcntl.LOCK_EX)
        else:
            fcntl.lockf(descriptor, fcntl.LOCK_UN)
            threads.release()

    return exclude


def _check_threads() -> None:
    """Exits if threads run: workers would have what they work on, but not the threads."""
    others = sorted(each.name for each in threading.enumerate() if each is not threading.main_thread())
    if others:
        sys.exit(
            f"The import of the program has started threads ({', '.join(others)}), and a worker would not have them."
            " Start them in a function, or set the workers of this service to 1."
        )


def _check_connections(own: set[Optional[int]]) -> None:
    """Exits if the import has left a connection open: what several workers send on it would be mixed up.

    own: descriptors of the runtime.
    """
    connections = sorted(_connections(own))
    if connections:
        sys.exit(
            f"The import of the program has opened a connection to {', '.join(connections)}, which several workers cannot share."
            " Open it in a function, or set the workers of this service to 1."
        )


def _connections(own: set[Optional[int]]) -> Iterator[str]:
    """Yields the addresses to which this process is connected, without those that it was started with."""
    with contextlib.suppress(OSError):  # a system without this directory
        for descriptor in map(int, os.listdir("/dev/fd")):
            with contextlib.suppress(OSError):  # it is closed, or not connected
                if descriptor not in own and not os.get_inheritable(descriptor) and stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                    with socket.socket(fileno=os.dup(descriptor)) as each:
                        peer = each.getpeername()
                        # A pair of sockets has no name, and datagrams are not mixed up.
                        if peer and each.type == socket.SOCK_STREAM:
                            yield f"{peer[0]}:{peer[1]}" if isinstance(peer, tuple) else str(peer)
