"""A process of callers: starts one way to call, and measures it on command.

    python -m bench.caller NAME [ARGUMENT...]

NAME is one of `names`; the arguments are those of the Python that runs our service. Each contender has a process
of its own, so that what a library does in its caller meets no other contender, and so that versions of the runtime can be
compared. Each line of standard input is a JSON list: length of the argument, number of callers, seconds. Prints the longest
argument that the way can take, and then for each line a JSON list with the fields of a `Cost`.
"""
from __future__ import annotations

import json
import sys
import tempfile
import threading
import time
from dataclasses import astuple
from pathlib import Path

from . import ways
from .hops import Cost
from .ways import Call, Way


def main() -> None:
    name, *service = sys.argv[1:]
    with tempfile.TemporaryDirectory() as directory:
        way = ways.start(name, service, Path(directory, "addresses.json"))
        try:
            print(way.longest, flush=True)
            for line in sys.stdin:
                length, callers, seconds = json.loads(line)
                print(json.dumps(astuple(measure(way, "x" * length, callers, seconds))), flush=True)
        finally:
            way.stop()


def measure(way: Way, value: str, callers: int, seconds: float) -> Cost:
    """Has so many threads call without a pause for so long."""
    calls = [way.make_call() for _ in range(callers)]
    latencies: list[list[float]] = [[] for _ in calls]
    barrier = threading.Barrier(callers + 1)
    threads = [
        threading.Thread(target=_call_for, args=(call, value, seconds, barrier, taken))
        for call, taken in zip(calls, latencies)
    ]
    for thread in threads:
        thread.start()
    barrier.wait()
    began, cpu = time.perf_counter(), time.process_time() + way.cpu()
    for thread in threads:
        thread.join()
    passed = time.perf_counter() - began
    cpu = time.process_time() + way.cpu() - cpu
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


if __name__ == "__main__":
    main()
