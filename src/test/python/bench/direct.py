"""What a call costs inside a group, beside the same call in the source as it was written.

Run in a process of its own with the path of a module, or of the generated server of its functions: prints the nanoseconds of a
call of each function that standard input names. These functions call others of their group. A request ends the process.
"""
from __future__ import annotations

import importlib
import os
import re
import statistics
import subprocess
import sys
import time
import timeit
from pathlib import Path
from typing import Any

CALLS = 1000  # to warm up, and to find how many calls a measurement has
SECONDS = 0.02  # of one measurement, about
SOURCE, SLICED, CARRIED = "source", "sliced", "carried"

# Nanoseconds of processor time that a call takes in each round: in the source, in a group, and in a group of carried modules.
Nanoseconds = dict[str, list[float]]


class Probe:
    """A process that has loaded one module, to be asked again and again."""

    def __init__(self, module: Path) -> None:
        self._process: Any = subprocess.Popen(
            [sys.executable, "-m", "bench.direct", str(module)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def nanoseconds(self, function: str) -> float:
        print(function, file=self._process.stdin, flush=True)
        return float(self._process.stdout.readline())

    def stop(self) -> None:
        self._process.stdin.close()
        self._process.wait()


def measure(source: Path, sliced: Path, carried: Path, rounds: int) -> dict[str, Nanoseconds]:
    """Returns what a call costs in each way that the source names in `WAYS`; the three take turns."""
    probes = {name: Probe(path) for name, path in ((SOURCE, source), (SLICED, sliced), (CARRIED, carried))}
    ways = re.findall(r"\w+", source.read_text(encoding="utf-8").partition("\nWAYS = ")[2])
    try:
        measured: dict[str, Nanoseconds] = {way: {name: [] for name in probes} for way in ways}
        for _ in range(rounds):
            for way in ways:
                for name, probe in probes.items():
                    measured[way][name].append(probe.nanoseconds(way))
        return measured
    finally:
        for probe in probes.values():
            probe.stop()


def table(measured: dict[str, Nanoseconds]) -> str:
    lines = [
        "| a function is called | plain Python, ns | in a group, ns | ratio | in a group of carried modules, ns | ratio |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for way, nanoseconds in measured.items():
        figures = [f"{statistics.median(nanoseconds[SOURCE]):.0f}"]
        for name in (SLICED, CARRIED):
            figures += [f"{statistics.median(nanoseconds[name]):.0f}", f"{ratio(nanoseconds, name):.2f}"]
        lines.append(f"| {way.replace('_', ' ')} | {' | '.join(figures)} |")
    return "\n".join(lines)


def ratio(nanoseconds: Nanoseconds, name: str) -> float:
    """The median over the rounds of what a call costs there, relative to the source."""
    return statistics.median(there / plain for there, plain in zip(nanoseconds[name], nanoseconds[SOURCE]))


def _no_request(*call: Any) -> Any:
    raise AssertionError(f"a call inside a group became a request: {call[0].name}")


def _functions(path: Path) -> dict[str, Any]:
    """Imports a module, or the server of a group, and returns the functions in it."""
    sys.argv[0] = str(path)  # as Python runs a server
    sys.path.insert(0, os.path.dirname(path))
    names = vars(importlib.import_module(path.stem))
    if "nanoservice" in sys.modules:
        importlib.import_module("nanoservice.client.transport").request = _no_request
    return {**names, **names.get("functions", {})}


def main() -> None:
    functions = _functions(Path(sys.argv[1]))
    for line in sys.stdin:
        timer = timeit.Timer("call(1)", timer=time.process_time, globals={"call": functions[line.strip()]})
        timer.timeit(CALLS)
        calls = 1 + int(SECONDS / (timer.timeit(CALLS) / CALLS))
        print(1e9 * timer.timeit(calls) / calls, flush=True)


if __name__ == "__main__":
    main()
