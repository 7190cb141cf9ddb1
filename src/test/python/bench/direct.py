"""What a call costs inside a group, beside the same call in the source as it was written.

Run in a process of its own with the path of a module: prints the nanoseconds of a call of `outer`, which calls `inner`, for each
line of standard input.
"""
from __future__ import annotations

import importlib.util
import subprocess
import sys
import timeit
from pathlib import Path
from typing import Any

CALLS = 200_000


class Probe:
    """A process that has loaded one module, to be asked again and again."""

    def __init__(self, module: Path) -> None:
        self._process: Any = subprocess.Popen(
            [sys.executable, "-m", "bench.direct", str(module)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def nanoseconds(self) -> float:
        print(file=self._process.stdin, flush=True)
        return float(self._process.stdout.readline())

    def stop(self) -> None:
        self._process.stdin.close()
        self._process.wait()


def measure(source: Path, generated: Path, rounds: int) -> list[tuple[float, float]]:
    """Returns the nanoseconds of a plain call and of a co-located call, for each round; the two take turns."""
    plain, grouped = Probe(source), Probe(generated)
    try:
        return [(plain.nanoseconds(), grouped.nanoseconds()) for _ in range(rounds)]
    finally:
        plain.stop()
        grouped.stop()


def main() -> None:
    spec: Any = importlib.util.spec_from_file_location("measured", sys.argv[1])
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    timer = timeit.Timer("outer(1)", globals={"outer": module.outer})
    timer.timeit(CALLS)
    for _ in sys.stdin:
        print(1e9 * timer.timeit(CALLS) / CALLS, flush=True)


if __name__ == "__main__":
    main()
