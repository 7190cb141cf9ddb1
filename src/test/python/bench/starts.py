"""What a service costs that does nothing yet: its memory, and the time from its start to its first answer."""
from __future__ import annotations

import statistics
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from .contenders import ORIGINAL, service_environment, start


def measure(bundle: Path, rounds: int) -> dict[str, tuple[float, float]]:
    """Returns for each way the MB of memory of a service (PSS) and the seconds until its first answer, medians."""
    ways: dict[str, Callable[[], tuple[float, float]]] = {
        "original design": lambda: _one(["-c", ORIGINAL], {}),
        "nanoservice": lambda: _one([str(bundle / "echo" / "main.py")], service_environment()),
    }
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            found[name].append(way())
    return {
        name: (statistics.median(memory for memory, _ in pairs), statistics.median(seconds for _, seconds in pairs))
        for name, pairs in found.items()
    }


def _one(arguments: list[str], environment: dict[str, str]) -> tuple[float, float]:
    began = time.perf_counter()
    process, port = start(arguments, environment)
    try:
        _await_answer(f"http://127.0.0.1:{port}/?args=%5B1%5D")
        seconds = time.perf_counter() - began
        return _pss(process.pid), seconds
    finally:
        process.kill()
        process.wait()


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


def _pss(pid: int) -> float:
    """MB of a process's own memory and its share of what it has in common with others."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    row = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
    return int(row.split()[1]) * 1024 / 1e6
