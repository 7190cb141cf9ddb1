"""What one call to another process costs."""
from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .contenders import Call, Contender

SIZES = {"10 B": 8, "10 KB": 10_000, "1 MB": 1_000_000}  # the quotes of the string are two more
CALLERS = (1, 8, 32)


@dataclass(frozen=True)
class Cell:
    """Whose calls, with what argument, by how many callers at once."""

    contender: str
    size: str
    callers: int


@dataclass(frozen=True)
class Cost:
    """p50 and p99 in microseconds, calls per second, and microseconds of processor time of both sides for a call."""

    p50: float
    p99: float
    rate: float
    cpu: float


@dataclass(frozen=True)
class Scope:
    """What is measured: numbers of callers, names of sizes, rounds, and the seconds of one measurement."""

    callers: Sequence[int]
    sizes: Sequence[str]
    rounds: int
    seconds: float


def measure(contenders: list[Contender], scope: Scope) -> dict[Cell, list[Cost]]:
    """Measures all contenders in turns, so that what else the machine does meets all of them alike."""
    costs: dict[Cell, list[Cost]] = {}
    for callers in scope.callers:
        for size in scope.sizes:
            length = SIZES[size]
            able = [contender for contender in contenders if length <= contender.longest]
            for contender in able:
                _run(contender, "x" * length, callers, scope.seconds / 2)  # warms up both sides
            for _ in range(scope.rounds):
                for contender in able:
                    cost = _run(contender, "x" * length, callers, scope.seconds)
                    costs.setdefault(Cell(contender.name, size, callers), []).append(cost)
    return costs


def _run(contender: Contender, value: str, callers: int, seconds: float) -> Cost:
    calls = [contender.make_call() for _ in range(callers)]
    latencies: list[list[float]] = [[] for _ in calls]
    barrier = threading.Barrier(callers + 1)
    threads = [
        threading.Thread(target=_call_for, args=(call, value, seconds, barrier, taken))
        for call, taken in zip(calls, latencies)
    ]
    for thread in threads:
        thread.start()
    barrier.wait()
    began, cpu = time.perf_counter(), time.process_time() + contender.cpu()
    for thread in threads:
        thread.join()
    passed = time.perf_counter() - began
    cpu = time.process_time() + contender.cpu() - cpu
    taken = sorted(latency for each in latencies for latency in each)
    return Cost(
        p50=1e6 * taken[len(taken) // 2],
        p99=1e6 * taken[len(taken) * 99 // 100],
        rate=len(taken) / passed,
        cpu=1e6 * cpu / len(taken),
    )


def _call_for(call: Call, value: str, seconds: float, barrier: threading.Barrier, latencies: list[float]) -> None:
    barrier.wait()
    now = time.perf_counter()
    end = now + seconds
    while now < end:
        call(value)
        done = time.perf_counter()
        latencies.append(done - now)
        now = done


def median(costs: Iterable[Cost], figure: Callable[[Cost], float]) -> float:
    return statistics.median(figure(cost) for cost in costs)


def spread(costs: Iterable[Cost], figure: Callable[[Cost], float]) -> str:
    """The least and the most of a figure over the rounds."""
    figures = [figure(cost) for cost in costs]
    return f"{min(figures):,.0f} to {max(figures):,.0f}"
