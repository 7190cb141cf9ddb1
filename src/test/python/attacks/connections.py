"""Attacks with connections that send or read too little, and what the other callers notice meanwhile.

    PYTHONPATH=src/main/resources/io/github/nanoservice/runtime:src/test/python python -m attacks.connections [COUNT]

prints a row for each attack, by default with 5,000 connections, and exits with 1 if the service did not hold.
"""
from __future__ import annotations

import contextlib
import errno
import http.client
import json
import multiprocessing
import random
import selectors
import socket
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Optional

from services import PATIENCE, Service

from .outcome import Outcome, show

from nanoservice.system import raise_file_limit

COUNT = 5000
_OBSERVED = 40  # requests of honest callers during an attack, at least
_SOURCE = '''
from flask import Flask
from nanoservice import answer_one_of, run

app = Flask(__name__)


def same(value):
    return value


def text(length):
    return "x" * length


def items():
    while True:
        yield "x" * 100_000


@app.route("/", methods=["GET", "POST"])
@app.route("/<function>", methods=["GET", "POST"])
def serve(function=None):
    return answer_one_of({"same": same, "text": text, "items": items}, function)


if __name__ == "__main__":
    run(app)
'''


class Kind(NamedTuple):
    """What an attacker does on its connection.

    first: the bytes that it sends at once.
    then: the bytes that it sends after the first byte of the response.
    drip: the bytes of which it sends one in each second.
    reads: whether it reads.
    ends: whether the service must close the connection in the end.
    """

    attack: str
    first: bytes
    then: bytes = b""
    drip: bytes = b""
    reads: bool = True
    ends: bool = True


_POST = b"POST /same HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
KINDS = (
    Kind("silent", b""),
    Kind("half a head", b"GET /same?args=[1] HTTP/1.1\r\nHost: localhost\r\n"),
    Kind("half a body", _POST + b'Content-Length: 50\r\n\r\n{"args": ['),
    Kind("half a long body", _POST + b'Content-Length: 50000\r\n\r\n{"args": [' + b" " * 20_000),
    Kind("half a body in chunks", _POST + b"Transfer-Encoding: chunked\r\n\r\n8\r\n{\"args"),
    Kind("a call, then half a head", b"GET /same?args=[1] HTTP/1.1\r\nHost: localhost\r\n\r\n", b"GET /same HTTP/1.1\r\n"),
    Kind("a head byte by byte", b"GET /same", drip=b"?args=[1] HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 1000),
    Kind("a body byte by byte", _POST + b"Content-Length: 50000\r\n\r\n" + b" " * 20_000, drip=b" " * 1000),
    Kind("100-continue without a body", _POST + b"Expect: 100-continue\r\nContent-Length: 50\r\n\r\n"),
    Kind("bytes that are not HTTP", random.Random(17).randbytes(300).replace(b"\r", b"")),
    Kind("a value that is not read", b"GET /text?args=[400000] HTTP/1.1\r\nHost: localhost\r\n\r\n", reads=False),
    Kind("a stream that is not read", b"GET /items HTTP/1.1\r\nHost: localhost\r\n\r\n", reads=False, ends=False),
    Kind("many probes that are not read", 2000 * b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", reads=False),
)


class Attackers:
    """All connections of an attack, in one process: it must not share the global lock with those whose time is measured.

    ready: set when all connections were opened.
    """

    def __init__(self, port: int, kind: Kind, count: int) -> None:
        spawning = multiprocessing.get_context("spawn")
        self._port = port
        self._kind = kind
        self._count = count
        self._closed = spawning.Value("i")
        self._done = spawning.Event()
        self.ready = spawning.Event()
        self._process = spawning.Process(target=self._run, daemon=True)

    @property
    def closed(self) -> int:
        """The number of connections that the service closed."""
        return int(self._closed.value)

    def __getstate__(self) -> dict[str, Any]:
        """Returns what the new process needs."""
        return {name: value for name, value in vars(self).items() if name != "_process"}

    def start(self) -> None:
        self._process.start()

    def _run(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._sent: dict[socket.socket, int] = {}
        for number in range(self._count):
            self._open()
            if number % 50 == 0:
                self._serve(0)
        self.ready.set()
        dripped, next_drip = 0, time.monotonic()
        while not self._done.is_set():
            self._serve(0.05)
            if self._kind.drip and time.monotonic() >= next_drip:
                next_drip += 1
                dripped += 1
                for each in list(self._sent):
                    self._send(each, self._kind.drip[dripped - 1 : dripped])
        for each in list(self._sent):
            self._close(each)
        self._selector.close()

    def stop(self) -> None:
        self._done.set()
        self._process.join(PATIENCE)

    def _open(self) -> None:
        attacker = socket.socket()
        if not self._kind.reads:
            attacker.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        attacker.settimeout(PATIENCE)
        try:
            attacker.connect(("127.0.0.1", self._port))
        except OSError:  # refused or reset: the service did not accept it
            attacker.close()
            self._closed.value += 1
            return
        attacker.setblocking(False)
        self._sent[attacker] = 0
        # A closed connection is readable too; one that is never read shows its end with the next attempt to send.
        self._selector.register(attacker, selectors.EVENT_READ)
        self._send(attacker, self._kind.first)

    def _serve(self, timeout: float) -> None:
        for key, _ in self._selector.select(timeout):
            attacker = key.fileobj
            assert isinstance(attacker, socket.socket)
            if self._kind.reads:
                self._read(attacker)
            elif self._has_error(attacker):
                self._lost(attacker)
        if not self._kind.reads:
            time.sleep(min(timeout, 0.05))  # they stay readable

    @staticmethod
    def _has_error(attacker: socket.socket) -> bool:
        try:
            attacker.send(b"x")
        except BlockingIOError:
            return False
        except OSError:
            return True
        return False

    def _read(self, attacker: socket.socket) -> None:
        try:
            part = attacker.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        if not part:
            self._lost(attacker)
        elif self._kind.then and self._sent[attacker] == 0:
            self._sent[attacker] = 1
            self._send(attacker, self._kind.then)

    def _send(self, attacker: socket.socket, data: bytes) -> None:
        try:
            if data and attacker in self._sent:
                attacker.send(data)
        except BlockingIOError:
            pass
        except OSError:
            self._lost(attacker)

    def _lost(self, attacker: socket.socket) -> None:
        self._closed.value += 1
        self._close(attacker)

    def _close(self, attacker: socket.socket) -> None:
        if self._sent.pop(attacker, None) is not None:
            self._selector.unregister(attacker)
            attacker.close()


class Observer:
    """An honest caller: asks for the health of a service, and calls it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.health: list[float] = []
        self.calls = 0
        self.failures: list[str] = []

    def observe(self) -> None:
        """Makes one round of requests, each on a new connection."""
        began = time.perf_counter()
        self._expect("GET", "/healthz", None, {"status": "ok"})
        self.health.append((time.perf_counter() - began) * 1000)
        self._expect("GET", "/same?args=[7]", None, 7)
        self._expect("POST", "/same", b'{"args": [8]}', 8)
        self.calls += 2

    def _expect(self, method: str, target: str, body: Optional[bytes], value: object) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            connection.putrequest(method, target)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
                connection.putheader("Content-Type", "application/json")
            connection.endheaders()
            if body is not None:
                connection.send(body)  # in a packet of its own
            response = connection.getresponse()
            read = response.read()
            if response.status != 200 or json.loads(read) != value:
                self.failures.append(f"{method} {target}: {response.status} {read[:80]!r}")
        except (OSError, http.client.HTTPException) as error:
            self.failures.append(f"{method} {target}: {error!r}")
        finally:
            connection.close()

    def health_p99(self) -> float:
        return sorted(self.health)[max(0, len(self.health) * 99 // 100 - 1)]


@contextlib.contextmanager
def running_service(seconds: float, before: str = "") -> Iterator[Service]:
    """Runs a service whose deadlines for heads and bodies are `seconds`.

    before: statements that it runs first.
    """
    limit = str(int(seconds * 1000))
    service = Service(
        "attacked", before + _SOURCE, None, NANOSERVICE_HEAD_TIMEOUT_MS=limit, NANOSERVICE_BODY_TIMEOUT_MS=limit
    )
    try:
        yield service
    finally:
        service.stop()


def attack(port: int, kind: Kind, count: int) -> Outcome:
    """Attacks the service at a port of this machine, and observes it until the attackers have lost their connections."""
    attackers = Attackers(port, kind, count)
    observer = Observer(port)
    attackers.start()
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and not observer.failures:
        observer.observe()
        over = attackers.closed == count or not kind.ends
        if attackers.ready.is_set() and over and len(observer.health) >= _OBSERVED:
            break
    attackers.stop()
    observer.observe()
    shown = f"{observer.calls} calls, {len(observer.failures)} failed; health p99 {observer.health_p99():.1f} ms"
    shown += f", most {max(observer.health):.1f} ms; {attackers.closed:,} attackers closed"
    if observer.failures:
        shown += f"; first failure: {observer.failures[0]}"
    return Outcome(kind.attack, count, shown, not observer.failures and (attackers.closed == count or not kind.ends))


def endless_chunk_extension(port: int, count: int) -> Outcome:
    """Sends `count` bytes of one chunk extension."""
    return _flood(port, "a chunk extension without end", b"1;x=", b"x" * 1000, count)


def endless_trailers(port: int, count: int) -> Outcome:
    """Sends `count` bytes of trailers."""
    return _flood(port, "trailers without end", b"0\r\n", b"X: y\r\n" * 100, count)


def _flood(port: int, name: str, first: bytes, part: bytes, count: int) -> Outcome:
    sent = 0
    status = b""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as attacker:
        try:
            attacker.sendall(_POST + b"Transfer-Encoding: chunked\r\n\r\n" + first)
            while sent < count:
                attacker.sendall(part)
                sent += len(part)
        except OSError as error:
            if error.errno not in (errno.EPIPE, errno.ECONNRESET):
                raise
        with contextlib.suppress(ConnectionResetError):
            status = attacker.recv(12)
    observer = Observer(port)
    observer.observe()
    refused = sent < count or status == b"HTTP/1.1 400"
    return Outcome(name, count, f"{sent:,} bytes sent, {'refused' if refused else 'taken'}", refused and not observer.failures)


def require_open_files(wanted: int) -> None:
    """Raises this process's limit of open files, if it is lower than `wanted`; the service inherits it."""
    if (most := raise_file_limit(wanted)) < wanted:
        sys.exit(f"{wanted} open files are needed, but this process can open {most}: raise it (ulimit -Hn), or attack with fewer")


def attacks(count: int) -> list[Callable[[int], Outcome]]:
    """Returns all attacks of this module; each takes the port of a service."""
    found: list[Callable[[int], Outcome]] = [lambda port, kind=kind: attack(port, kind, count) for kind in KINDS]  # type: ignore[misc]
    return [*found, lambda port: endless_chunk_extension(port, 20_000_000), lambda port: endless_trailers(port, 20_000_000)]


def outcomes(count: int) -> Iterator[Outcome]:
    """Yields the outcome of each attack. count: the number of connections."""
    require_open_files(count + 200)
    for each in attacks(count):
        with running_service(5) as service:
            outcome = each(service.port)
        yield outcome


if __name__ == "__main__":
    sys.exit(show(outcomes(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)))
