"""Runs all tests of the Python runtime, two modules at a time, because most tests wait for a process or for the network.

    PYTHONPATH=src/main/resources/io/github/nanoservice/runtime python src/test/python/run_tests.py

Prints a line for each module and what failed. Exits with 1 if a test failed.
"""
from __future__ import annotations

import io
import multiprocessing
import sys
import time
import unittest
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent
_AT_ONCE = 2


class Outcome(NamedTuple):
    """What the tests of a module did. report: as `unittest` prints it."""

    module: str
    tests: int
    skipped: int
    passed: bool
    seconds: float
    report: str


def run(module: str) -> Outcome:
    """Runs the tests of a module in this process."""
    report = io.StringIO()
    began = time.monotonic()
    result = unittest.TextTestRunner(report).run(unittest.defaultTestLoader.loadTestsFromName(module))
    passed = result.wasSuccessful()
    return Outcome(module, result.testsRun, len(result.skipped), passed, time.monotonic() - began, report.getvalue())


def main() -> int:
    # Long modules first, so that none of them is left over for the end.
    modules = sorted(_FOLDER.glob("test_*.py"), key=lambda file: -file.stat().st_size)
    outcomes = []
    # "spawn": a worker is a new interpreter, as each service that it starts.
    with ProcessPoolExecutor(_AT_ONCE, multiprocessing.get_context("spawn")) as workers:
        for ended in as_completed([workers.submit(run, file.stem) for file in modules]):
            outcome = ended.result()
            outcomes.append(outcome)
            skipped = f", {outcome.skipped} skipped" if outcome.skipped else ""
            print(f"{outcome.module}: {outcome.tests} tests{skipped}, {outcome.seconds:.0f} s", flush=True)
            if not outcome.passed:
                print(outcome.report, flush=True)
    failed = [outcome.module for outcome in outcomes if not outcome.passed]
    print(f"{sum(outcome.tests for outcome in outcomes)} tests in {len(outcomes)} modules, failed: {', '.join(failed) or 'none'}")
    return 1 if failed or not outcomes else 0


if __name__ == "__main__":
    sys.exit(main())
