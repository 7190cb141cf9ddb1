"""Calls that are lost while a service is restarted again and again under its callers.

    PYTHONPATH=src/main/resources/io/github/nanoservice/runtime:src/test/python python -m bench.restarts [RESTARTS [CALLERS]]

prints a table, by default for 100 restarts and 50 callers, and exits with 1 if a call failed. There are two ways to restart:

- replaced: a relay hands each connection to one of two instances, as a cluster does. The relay forgets an instance when that
  is told to stop, and learns of the next one when that is ready.
- on its port: one instance stops, and the next one starts on the same port, as a container engine does.
"""
from __future__ import annotations

import contextlib
import itertools
import json
import random
import socket
import statistics
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator

from services import PATIENCE, Service, set_addresses

from nanoservice import remote

RESTARTS = 100
CALLERS = 50
_DRAIN_MS = "500"
_SOURCE = '''
from flask import Flask
from nanoservice import answer, run

app = Flask(__name__)


def count_up(number):
    return number + 1


@app.route("/", methods=["GET", "POST"])
def serve():
    return answer(count_up)


if __name__ == "__main__":
    run(app)
'''
_numbers = itertools.count()


def start(port: int = 0) -> Service:
    """Starts an instance and waits until it is ready."""
    service = Service(f"count_up_{next(_numbers)}", _SOURCE, None, NANOSERVICE_PORT=str(port), NANOSERVICE_DRAIN_MS=_DRAIN_MS)
    urllib.request.urlopen(service.url + "readyz", timeout=PATIENCE).close()
    return service


def end(service: Service) -> None:
    """Tells an instance to stop, and waits until it has."""
    service.process.terminate()
    service.wait()
    service.stop()


class Relay:
    """An address before several instances: each connection goes to one of them."""

    def __init__(self) -> None:
        self.ports: list[int] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            caller, _ = self._listener.accept()
            try:
                instance = socket.create_connection(("127.0.0.1", random.choice(self.ports)))
            except OSError:  # the caller sees that nobody is there before it has sent anything
                caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                caller.close()
                continue
            for one, other in ((caller, instance), (instance, caller)):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    @staticmethod
    def _pass_on(one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while part := one.recv(65536):
                other.sendall(part)
        with contextlib.suppress(OSError):
            other.shutdown(socket.SHUT_WR)


def replaced(restarts: int) -> Iterator[int]:
    """Yields the port to call, and then once after each restart."""
    relay = Relay()
    instances = [start(), start()]
    relay.ports = [each.port for each in instances]
    yield relay.port
    for number in range(restarts):
        following = start()
        instance, instances[number % 2] = instances[number % 2], following
        relay.ports = [each.port for each in instances]
        end(instance)
        yield relay.port
    for instance in instances:
        end(instance)


def on_its_port(restarts: int) -> Iterator[int]:
    """Yields the port to call, and then once after each restart."""
    service = start()
    port = service.port
    yield port
    for _ in range(restarts):
        end(service)
        service = start(port)
        yield port
    end(service)


def measure(way: Callable[[int], Iterator[int]], restarts: int, callers: int) -> tuple[int, dict[str, int], list[float]]:
    """Restarts under callers; returns the number of answered calls, the failures by message, and the milliseconds of calls."""
    answered = 0
    failures: dict[str, int] = {}
    milliseconds: list[float] = []
    lock = threading.Lock()
    done = threading.Event()

    def call(think: float) -> None:
        nonlocal answered
        count_up = remote("count_up")
        while not done.wait(think):
            began = time.perf_counter()
            try:
                value = count_up(1)
                failure = None if value == 2 else f"returned {value}"
            except Exception as error:
                failure = str(error)
            with lock:
                milliseconds.append((time.perf_counter() - began) * 1000)
                if failure is None:
                    answered += 1
                else:
                    failures[failure] = failures.get(failure, 0) + 1

    steps = way(restarts)
    set_addresses({"count_up": f"http://127.0.0.1:{next(steps)}/"})
    # Some callers call at once again, and some leave their connection idle for longer than a drain.
    threads = [threading.Thread(target=call, args=(number % 10 * 0.1 + 0.01,), daemon=True) for number in range(callers)]
    for thread in threads:
        thread.start()
    for _ in range(restarts):
        next(steps)
    done.set()
    for thread in threads:
        thread.join(PATIENCE)
    for _ in steps:
        pass
    return answered, failures, milliseconds


def main(arguments: list[str]) -> int:
    restarts = int(arguments[0]) if arguments else RESTARTS
    callers = int(arguments[1]) if len(arguments) > 1 else CALLERS
    lost = 0
    print("| restart | restarts | callers | calls answered | calls failed | p50 | longest |\n|---|---|---|---|---|---|---|")
    for name, way in (("replaced, behind one address", replaced), ("on its port", on_its_port)):
        answered, failures, times = measure(way, restarts, callers)
        failed = sum(failures.values())
        lost += failed
        figures = f"{answered:,} | {failed:,} | {statistics.median(times):.1f} ms | {max(times):.0f} ms"
        print(f"| {name} | {restarts} | {callers} | {figures} |", flush=True)
        if failures:
            print(json.dumps(failures, indent=1), file=sys.stderr)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
