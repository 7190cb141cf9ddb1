"""Calls per second of a function that computes for about 5 ms, with one worker and with several.

    PYTHONPATH=src/main/resources/io/github/nanoservice/runtime:src/test/python python -m bench.workers [OPTION...]

prints a table. In each round both services start anew, so that callers are spread over the workers again, and take turns.
"""
from __future__ import annotations

import argparse
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services import Service, set_addresses

from . import processes

from nanoservice import remote

MILLISECONDS = 5
_SOURCE = '''
import os

from flask import Flask
from nanoservice import answer, run

app = Flask(__name__)


def squares(count):
    total = 0
    for number in range(count):
        total += number * number
    return os.getpid()


@app.route("/", methods=["GET", "POST"])
def serve():
    return answer(squares)


if __name__ == "__main__":
    run(app)
'''


@dataclass(frozen=True)
class Figures:
    """Of one service in one round.

    rate: calls per second.
    p50, p99: milliseconds.
    share: the part of the calls that the busiest worker has answered.
    memory: megabytes (PSS) of all processes after the calls.
    """

    rate: float
    p50: float
    p99: float
    share: float
    memory: float


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.workers", description="Compares one worker with several.")
    parser.add_argument("--workers", type=int, default=2, help="the number of workers that is compared with one")
    parser.add_argument("--callers", type=int, nargs="+", default=[8, 32], help="numbers of threads that call at once")
    parser.add_argument("--rounds", type=int, default=9, help="measurements of each figure; the median is reported")
    parser.add_argument("--seconds", type=float, default=2.0, help="duration of one measurement")
    arguments = parser.parse_args()
    count = calibrated()
    compared = (1, arguments.workers)
    found: dict[tuple[int, int], list[Figures]] = {}
    for number in range(arguments.rounds):
        services = {workers: start(workers, number) for workers in compared}
        for callers in arguments.callers:
            for workers, service in services.items():
                found.setdefault((callers, workers), []).append(measure(service, count, callers, arguments.seconds))
        for service in services.values():
            service.stop()
    print(table(found))


def calibrated() -> int:
    """Returns the argument with which the function computes for MILLISECONDS on an idle core of this machine."""
    scope: dict[str, Any] = {}
    exec(_SOURCE[_SOURCE.index("def squares") : _SOURCE.index("@app")], {"os": __import__("os")}, scope)
    count = 10_000
    began = time.thread_time()
    for _ in range(50):
        scope["squares"](count)
    return int(count * MILLISECONDS / (1000 * (time.thread_time() - began) / 50))


def start(workers: int, number: int) -> Service:
    service = Service(f"squares_{workers}_{number}", _SOURCE, None, NANOSERVICE_WORKERS=str(workers))
    assert service.port
    return service


def measure(service: Service, count: int, callers: int, seconds: float) -> Figures:
    """Has so many threads call without a pause for so long."""
    set_addresses({service.name: service.url})
    call = remote(service.name)
    call(1)
    answered: Counter[int] = Counter()
    latencies: list[float] = []
    began = time.perf_counter()
    threads = [
        threading.Thread(target=_call_until, args=(lambda: call(count), began + seconds, answered, latencies))
        for _ in range(callers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    passed = time.perf_counter() - began
    latencies.sort()
    return Figures(
        rate=len(latencies) / passed,
        p50=1e3 * latencies[len(latencies) // 2],
        p99=1e3 * latencies[len(latencies) * 99 // 100],
        share=max(answered.values()) / len(latencies),
        memory=processes.memory(service.process.pid).pss,
    )


def _call_until(call: Callable[[], int], end: float, answered: Counter[int], latencies: list[float]) -> None:
    while (now := time.perf_counter()) < end:
        answered[call()] += 1
        latencies.append(time.perf_counter() - now)


def table(found: dict[tuple[int, int], list[Figures]]) -> str:
    """The medians, and the ratio of each rate to that of one worker in the same round."""
    lines = [
        "| callers | workers | calls/s | to one worker | from - to | p50, ms | p99, ms | busiest worker | memory, MB (PSS) |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for (callers, workers), figures in found.items():
        ratios = sorted(each.rate / one.rate for each, one in zip(figures, found[callers, 1]))
        rate, p50, p99, share, memory = (
            statistics.median(getattr(each, name) for each in figures) for name in ("rate", "p50", "p99", "share", "memory")
        )
        lines.append(
            f"| {callers} | {workers} | {rate:.0f} | {statistics.median(ratios):.2f} | {ratios[0]:.2f} - {ratios[-1]:.2f}"
            f" | {p50:.0f} | {p99:.0f} | {share:.0%} | {memory:.0f} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
