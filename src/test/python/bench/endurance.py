"""A run at full load: what changes over an hour in the memory of both sides and in the latency of calls.

    PYTHONPATH=src/main/resources/io/github/nanoservice/runtime:src/test/python python -m bench.endurance [OPTION...]

Callers are threads of this process that call one service without a pause. Prints a table in Markdown with a row for each minute,
or for each tenth of a shorter run, and then the last tenth beside the first. Exits with 1 if a goal was missed.
"""
from __future__ import annotations

import argparse
import math
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from . import goals, processes, ways
from .goals import AT_MOST, Goal
from .processes import Memory
from .ways import Call, Way

ARGUMENT = "x" * 8  # 10 bytes in JSON
TENTHS = 10  # the last of them is compared with the first
WARM_UP = 10.0  # seconds at most


class Latencies:
    """How many calls took how long. Its memory does not grow with the calls, because that of the process is measured."""

    _STEPS = 50  # for each power of e: neighbours differ by two percent
    _MOST = 1_000  # up to e ** 20 microseconds, eight minutes

    def __init__(self) -> None:
        self._counts = [0] * self._MOST

    def add(self, microseconds: float) -> None:
        self._counts[min(int(self._STEPS * math.log(max(microseconds, 1.0))), self._MOST - 1)] += 1

    def add_all(self, other: Latencies) -> None:
        self._counts = [one + another for one, another in zip(self._counts, other._counts)]

    @property
    def calls(self) -> int:
        return sum(self._counts)

    def quantile(self, part: float) -> float:
        """Microseconds that this part of the calls did not exceed; not a number if there was none."""
        wanted = part * self.calls
        passed = 0
        for step, count in enumerate(self._counts):
            passed += count
            if count and passed >= wanted:
                return math.exp((step + 0.5) / self._STEPS)
        return math.nan


@dataclass
class Period:
    """What was seen in a part of the run; the memory is that of its end."""

    seconds: float
    service: Memory
    caller: Memory
    latencies: Latencies = field(default_factory=Latencies)
    errors: Counter[str] = field(default_factory=Counter)

    def add(self, latencies: Latencies, errors: Counter[str]) -> None:
        self.latencies.add_all(latencies)
        self.errors.update(errors)

    @property
    def rate(self) -> float:
        return self.latencies.calls / self.seconds


class Caller(threading.Thread):
    """A thread that calls without a pause until `ended` is set."""

    def __init__(self, call: Call, ended: threading.Event) -> None:
        super().__init__(daemon=True)
        self._call = call
        self._ended = ended
        self._lock = threading.Lock()
        self._latencies, self._errors = Latencies(), Counter[str]()

    def run(self) -> None:
        while not self._ended.is_set():
            began = time.perf_counter()
            try:
                value = self._call(ARGUMENT)
                error = "" if value == ARGUMENT else f"returned {value!r}"
            except Exception as failure:
                error = f"{type(failure).__name__}: {failure}"
            took = time.perf_counter() - began
            with self._lock:
                if error:
                    self._errors[error] += 1
                else:
                    self._latencies.add(1e6 * took)

    def take(self) -> tuple[Latencies, Counter[str]]:
        """Returns what was seen since the last time."""
        with self._lock:
            taken = self._latencies, self._errors
            self._latencies, self._errors = Latencies(), Counter[str]()
        return taken


def run(service: Way, callers: int, seconds: float) -> Iterator[Period]:
    """Calls the service for so long; yields each part of that time when it has passed."""
    ended = threading.Event()
    threads = [Caller(service.make_call(), ended) for _ in range(callers)]
    for thread in threads:
        thread.start()
    time.sleep(min(WARM_UP, seconds / TENTHS))
    for thread in threads:
        thread.take()
    count = max(TENTHS, round(seconds / 60))
    began = since = time.perf_counter()
    for number in range(1, count + 1):
        time.sleep(max(0.0, began + number * seconds / count - time.perf_counter()))
        processes.forget_output(service.process)
        now = time.perf_counter()
        period = Period(now - since, processes.memory(service.process.pid), processes.own_memory())
        since = now
        for thread in threads:
            period.add(*thread.take())
        yield period
    ended.set()
    for thread in threads:
        thread.join()


def together(periods: Sequence[Period]) -> Period:
    """Several periods as one; its memory is the median."""

    def median(memories: list[Memory]) -> Memory:
        return Memory(statistics.median(each.pss for each in memories), statistics.median(each.rss for each in memories))

    found = Period(
        sum(period.seconds for period in periods),
        median([period.service for period in periods]),
        median([period.caller for period in periods]),
    )
    for period in periods:
        found.add(period.latencies, period.errors)
    return found


HEAD = (
    "| | service: PSS, RSS in MB | caller: PSS, RSS in MB | calls/s | p50 µs | p99 µs | errors |\n"
    "|---|---:|---:|---:|---:|---:|---:|"
)


def row(name: str, period: Period) -> str:
    memories = (f"{memory.pss:.1f}, {memory.rss:.1f}" for memory in (period.service, period.caller))
    figures = (period.rate, period.latencies.quantile(0.5), period.latencies.quantile(0.99), sum(period.errors.values()))
    return f"| {' | '.join([name, *memories, *(f'{figure:,.0f}' for figure in figures)])} |"


def compare(first: Period, last: Period, errors: int) -> list[Goal]:
    """The goals of the run: nothing grows, and no call fails. Other processes change the PSS, but not the RSS."""
    ratios = [
        ("memory of the service (RSS)", last.service.rss / first.service.rss, 1.05),
        ("memory of the caller (RSS)", last.caller.rss / first.caller.rss, 1.05),
        ("p99", last.latencies.quantile(0.99) / first.latencies.quantile(0.99), 1.10),
    ]
    found = [Goal(f"{name}, last tenth relative to the first", ratio, AT_MOST, limit) for name, ratio, limit in ratios]
    return [*found, Goal("failed calls", errors, AT_MOST, 0)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.endurance", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--seconds", type=float, default=3600, help="duration of the run after the warm-up")
    parser.add_argument("--callers", type=int, default=32, help="number of threads that call at once")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        service = ways.nanoservice(processes.ECHO, Path(directory, "addresses.json"))
        try:
            print(HEAD, flush=True)
            periods: list[Period] = []
            passed = 0.0
            for period in run(service, arguments.callers, arguments.seconds):
                periods.append(period)
                passed += period.seconds
                print(row(f"until {passed:,.0f} s", period), flush=True)
        finally:
            service.stop()
    tenth = len(periods) // TENTHS
    first, last, everything = together(periods[:tenth]), together(periods[-tenth:]), together(periods)
    print(row("first tenth", first), row("last tenth", last), sep="\n")
    reached = compare(first, last, sum(everything.errors.values()))
    print("", goals.table(reached), sep="\n")
    for error, count in everything.errors.most_common(10):
        print(f"{count:,} calls: {error}", file=sys.stderr)
    return 0 if all(goal.met for goal in reached) else 1


if __name__ == "__main__":
    sys.exit(main())
