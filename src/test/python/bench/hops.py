"""What one call to another process costs."""
from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

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


Costs = dict[Cell, list[Cost]]


@dataclass(frozen=True)
class Scope:
    """What is measured: numbers of callers, names of sizes, rounds, and the seconds of one measurement."""

    callers: Sequence[int]
    sizes: Sequence[str]
    rounds: int
    seconds: float


class Contender:
    """One of the ways to call, in a process of callers of its own.

    name: what it is called in the tables.
    service: the arguments of the Python that runs our service.
    way: the name of the way in `names`, if it differs.
    runtime: the directory of another version of the runtime than that of this process.
    """

    def __init__(self, name: str, service: list[str], way: str = "", runtime: Optional[Path] = None) -> None:
        self.name = name
        environment = dict(os.environ)
        if runtime is not None:
            environment["PYTHONPATH"] = os.pathsep.join([str(runtime), environment.get("PYTHONPATH", "")])
        self._process: Any = subprocess.Popen(
            [sys.executable, "-m", "bench.caller", way or name, *service],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.longest = int(self._answer())

    def measure(self, length: int, callers: int, seconds: float) -> Cost:
        print(json.dumps([length, callers, seconds]), file=self._process.stdin, flush=True)
        return Cost(*json.loads(self._answer()))

    def stop(self) -> None:
        self._process.communicate()

    def _answer(self) -> str:
        line: str = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the callers of {self.name} ended with exit code {self._process.wait()}")
        return line


def measure(starts: Iterable[Callable[[], Contender]], scope: Scope) -> Costs:
    """Measures all contenders in turns, so that what else the machine does meets all of them alike."""
    costs: Costs = {}
    with contextlib.ExitStack() as running:
        contenders = []
        for start in starts:
            contenders.append(start())
            running.callback(contenders[-1].stop)
        for callers in scope.callers:
            for size in scope.sizes:
                length = SIZES[size]
                able = [contender for contender in contenders if length <= contender.longest]
                for contender in able:
                    contender.measure(length, callers, scope.seconds / 2)  # warms up both sides
                for _ in range(scope.rounds):
                    for contender in able:
                        cost = contender.measure(length, callers, scope.seconds)
                        costs.setdefault(Cell(contender.name, size, callers), []).append(cost)
    return costs


def median(costs: Iterable[Cost], figure: Callable[[Cost], float]) -> float:
    return statistics.median(figure(cost) for cost in costs)


def spread(costs: Iterable[Cost], figure: Callable[[Cost], float]) -> str:
    """The least and the most of a figure over the rounds."""
    figures = [figure(cost) for cost in costs]
    return f"{min(figures):,.0f} to {max(figures):,.0f}"
