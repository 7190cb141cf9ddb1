"""The three ways to call a function in another process that are compared, and the processes that serve them."""
from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import requests

from nanoservice import remote

Call = Callable[[str], Any]

# The original design's server, and its call: Flask's development server, a fresh connection and no keep-alive. It imports what
# its calls of other functions need, as ours does.
ORIGINAL = '''
import json
import logging
import socket

import requests
from flask import Flask, jsonify, request

logging.getLogger("werkzeug").setLevel(logging.ERROR)
app = Flask(__name__)


def echo(value):
    return value


@app.route("/")
def serve():
    return jsonify(echo(*json.loads(request.args["args"])))


with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
print(json.dumps({"event": "listening", "port": port}), flush=True)
app.run(host="127.0.0.1", port=port)
'''

# The least that an HTTP round trip can cost in Python: the request is not even looked at, but for its end.
FLOOR = '''
import json
import socket
import threading


def serve(connection):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    while True:
        head = connection.recv(65536)
        if not head:
            return
        length = int(head[head.index(b"Content-Length: ") + 16 : head.index(b"\\r\\n\\r\\n")])
        missing = len(head) - head.index(b"\\r\\n\\r\\n") - 4 - length
        while missing < 0:
            missing += len(connection.recv(1 << 20))
        if length not in responses:
            body = b'"' + b"x" * (length - 2) + b'"'
            responses[length] = b"HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\n\\r\\n" % length + body
        connection.sendall(responses[length])


responses = {}
server = socket.create_server(("127.0.0.1", 0), backlog=1024)
print(json.dumps({"event": "listening", "port": server.getsockname()[1]}), flush=True)
while True:
    threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
'''


@dataclass
class Contender:
    """One way to call `echo` in another process.

    make_call: gives each caller its own way to call.
    longest: bytes of argument that this way can take.
    """

    name: str
    process: subprocess.Popen[str]
    make_call: Callable[[], Call]
    longest: int

    def cpu(self) -> float:
        """Seconds of processor time that the server has used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def start(arguments: list[str], environment: Optional[dict[str, str]] = None) -> tuple[subprocess.Popen[str], int]:
    """Starts a server that says on its standard output where it listens; returns it and its port.

    Its output goes into a file, as in a container: a caller does not read the log of whom it calls.
    """
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            env={**os.environ, **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        while process.poll() is None:
            line = os.pread(log.fileno(), 4096, 0).decode().partition("\n")
            if line[1]:
                return process, json.loads(line[0])["port"]
            time.sleep(0.001)
    raise RuntimeError(f"{arguments} ended before it listened, with exit code {process.returncode}")


def service_environment() -> dict[str, str]:
    """The environment of a service that listens on any port of this machine."""
    return {"NANOSERVICE_HOST": "127.0.0.1", "NANOSERVICE_PORT": "0", "PYTHONUNBUFFERED": "1"}


def original() -> Contender:
    process, port = start(["-c", ORIGINAL])
    url = f"http://127.0.0.1:{port}/"

    def call(value: str) -> Any:
        return requests.get(url, params={"args": json.dumps([value])}).json()

    return Contender("original design", process, lambda: call, longest=60_000)


def nanoservice(bundle: Path, addresses: Path) -> Contender:
    """Ours: the service that the plugin generated, called by the stub that it gives to other services."""
    process, port = start([str(bundle / "echo" / "main.py")], service_environment())
    addresses.write_text(json.dumps({"echo": f"http://127.0.0.1:{port}/"}), encoding="utf-8")
    stub = remote("echo")
    return Contender("nanoservice", process, lambda: stub, longest=50_000_000)


def floor() -> Contender:
    process, port = start(["-c", FLOOR])

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

    return Contender("raw sockets", process, make_call, longest=50_000_000)
