"""The ways to call a function in another process that are compared. Each imports what it alone needs."""
from __future__ import annotations

import contextlib
import json
import os
import socket
import ssl
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import processes
from .names import FASTAPI, FLOOR, GRPC, GUNICORN, ORIGINAL, OURS

Call = Callable[[str], Any]

_ANY_LENGTH = 50_000_000
_PATIENCE = 120.0  # seconds that a call may take


@dataclass
class Way:
    """One way to call `echo` in another process, and that process.

    make_call: gives each caller its own way to call.
    longest: bytes of argument that this way can take.
    """

    process: subprocess.Popen[str]
    make_call: Callable[[], Call]
    longest: int = _ANY_LENGTH

    def cpu(self) -> float:
        """Seconds of processor time that the server has used so far."""
        return processes.cpu(self.process.pid)

    def stop(self) -> None:
        processes.kill(self.process)


def start(name: str, service: list[str], addresses: Path) -> Way:
    """Starts a way: `service` are the arguments of the Python that runs ours, `addresses` the file that stubs read."""
    ways: dict[str, Callable[[], Way]] = {
        ORIGINAL: _original,
        OURS: lambda: nanoservice(service, addresses),
        GRPC: _grpc,
        FASTAPI: _fastapi,
        GUNICORN: _gunicorn,
        FLOOR: _floor,
    }
    return ways[name]()


def nanoservice(service: list[str], addresses: Path) -> Way:
    """Ours: a service that the plugin generated, called by the stub that it gives to other services."""
    os.environ["NANOSERVICE_ADDRESSES"] = str(addresses)
    from nanoservice import remote  # reads the environment

    process, port = processes.start(service, processes.SERVICE_ENVIRONMENT)
    addresses.write_text(json.dumps({"echo": f"http://127.0.0.1:{port}/"}), encoding="utf-8")
    stub = remote("echo")
    return Way(process, lambda: stub)


def _original() -> Way:
    """The call of the original design: a fresh connection and no keep-alive.

    With many callers its server resets connections. Such a call is made again, as part of the same measurement.
    """
    import requests

    process, port = processes.start(["-m", "bench.servers.original"])
    url = f"http://127.0.0.1:{port}/"

    def call(value: str) -> Any:
        while process.poll() is None:
            with contextlib.suppress(requests.RequestException):
                return requests.get(url, params={"args": json.dumps([value])}).json()
        raise RuntimeError(f"the server of the original design ended with exit code {process.returncode}")

    return Way(process, lambda: call, longest=60_000)


def _grpc() -> Way:
    """All callers share a channel, as is usual: a channel is made for all threads of a process."""
    import grpc

    process, port = processes.start(["-m", "bench.servers.grpc_threads"])
    method = grpc.insecure_channel(f"127.0.0.1:{port}").unary_unary("/functions/echo")

    def call(value: str) -> Any:
        return json.loads(method(json.dumps([value]).encode(), timeout=_PATIENCE))

    return Way(process, lambda: call, longest=4_000_000)


def _fastapi() -> Way:
    """Each caller keeps a client, and with it a connection, as with `requests`."""
    import httpx

    process, port = processes.start(["-m", "bench.servers.fastapi_uvicorn"])
    url = f"http://127.0.0.1:{port}/"
    context = ssl.create_default_context()  # a client makes one even for http, and that takes long

    def make_call() -> Call:
        client = httpx.Client(timeout=_PATIENCE, verify=context)
        return lambda value: client.post(url, json=[value]).json()

    return Way(process, make_call)


def _gunicorn() -> Way:
    """Each caller keeps a session, because sessions are not made for several threads."""
    import requests

    process, port = processes.start(["-m", "gunicorn", "--config", "python:bench.servers.gunicorn_threads"])
    url = f"http://127.0.0.1:{port}/"

    def make_call() -> Call:
        session = requests.Session()
        return lambda value: session.post(url, json=[value]).json()

    return Way(process, make_call)


def _floor() -> Way:
    process, port = processes.start(["-m", "bench.servers.raw_sockets"])

    def make_call() -> Call:
        connection = socket.create_connection(("127.0.0.1", port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        known: dict[int, bytes] = {}

        def call(value: str) -> bytes:
            request = known.get(len(value))
            if request is None:
                head = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n" % (len(value) + 2)
                request = known[len(value)] = head + b'"' + value.encode() + b'"'
            connection.sendall(request)
            answer = connection.recv(65536)
            missing = len(value) + 2 - (len(answer) - answer.index(b"\r\n\r\n") - 4)
            while missing > 0:
                part = connection.recv(1 << 20)
                missing -= len(part)
                answer = part
            return answer

        return call

    return Way(process, make_call)
