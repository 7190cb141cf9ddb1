"""What a service costs that does nothing yet: its memory, and the time from its start to its first answer."""
from __future__ import annotations

import json
import os
import statistics
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from forking import Parent

from . import processes
from .names import ORIGINAL, OURS

import nanoservice


def measure(service: list[str], rounds: int) -> dict[str, tuple[float, float]]:
    """Returns for each way the MB of memory of a service (PSS) and the seconds until its first answer, medians."""
    ways: dict[str, Callable[[], tuple[float, float]]] = {
        ORIGINAL: lambda: _one(["-m", "bench.servers.original"], {}),
        OURS: lambda: _one(service, processes.SERVICE_ENVIRONMENT),
    }
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            found[name].append(way())
    return {
        name: (statistics.median(memory for memory, _ in pairs), statistics.median(seconds for _, seconds in pairs))
        for name, pairs in found.items()
    }


def forked(program: Path, rounds: int) -> float:
    """Returns the seconds from the request to fork a service until its first answer, the median."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("NANOSERVICE_")}
    parent = Parent(Path(str(nanoservice.__file__)).parents[1], {**variables, "PYTHONUNBUFFERED": "1"})
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        service = parent.start(program, processes.SERVICE_ENVIRONMENT)
        _await_answer(f"http://127.0.0.1:{json.loads(service.read_line())['port']}/?args=%5B1%5D")
        found.append(time.perf_counter() - began)
        service.kill()
    parent.close()
    return statistics.median(found)


def _one(arguments: list[str], environment: dict[str, str]) -> tuple[float, float]:
    began = time.perf_counter()
    process, port = processes.start(arguments, environment)
    try:
        _await_answer(f"http://127.0.0.1:{port}/?args=%5B1%5D")
        seconds = time.perf_counter() - began
        return processes.memory(process.pid).pss, seconds
    finally:
        processes.kill(process)


def _await_answer(url: str) -> None:
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                answer.read()
            return
        except ConnectionRefusedError:
            continue
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
