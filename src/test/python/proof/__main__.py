"""Compares the programs of a folder with what a bundle has made of them.

Usage: python -m proof [--self-calls] FOLDER BUNDLE [FOLDER BUNDLE ...]

FOLDER holds programs, `ledger.py`, and their tests, `test_ledger.py`, whose functions `test...` are called without
arguments, in this folder if it holds one test only. BUNDLE was generated from the programs. Prints how many programs mean the
same, and each difference. Ends with 1 where there is one that no rule explains.
"""
from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from .verdict import Bundle, Verdict, compare, prepare

_SHOWN = 30  # programs that are named of those that were not compared


def report(verdicts: Iterable[Verdict]) -> bool:
    """Prints what was found; returns whether nothing differs but by a rule."""
    compared: list[Verdict] = []
    skipped: dict[str, list[str]] = {}
    for verdict in verdicts:
        if verdict.skipped is None:
            compared.append(verdict)
        else:
            skipped.setdefault(verdict.skipped, []).append(verdict.program)
    for verdict in compared:
        shown = verdict.differences if verdict.rule is None else [f"by rule, {verdict.rule}"]
        for difference in shown:
            print(f"{verdict.program}: {difference}")
    for reason, programs in skipped.items():
        more = ", ..." if len(programs) > _SHOWN else ""
        print(f"{len(programs)} not compared ({reason}): {', '.join(programs[:_SHOWN])}{more}")
    same = sum(not verdict.differences for verdict in compared)
    calls, requests = sum(each.calls for each in compared), sum(each.requests for each in compared)
    print(f"{same} of {len(compared)} programs mean the same decomposed ({calls} calls, {requests} requests)")
    return all(not verdict.differences or verdict.rule for verdict in compared)


def main() -> int:
    """Runs the comparison; returns the exit code."""
    parser = argparse.ArgumentParser(prog="proof")
    parser.add_argument("--self-calls", action="store_true", help="make requests of a function's calls of itself")
    parser.add_argument("--only", help="compare this program only")
    parser.add_argument("paths", type=Path, nargs="+", metavar="FOLDER BUNDLE")
    options = parser.parse_args()
    if len(options.paths) % 2:
        parser.error(f"{options.paths[-1]} has no bundle: write FOLDER BUNDLE for each folder")
    paths = [path.resolve() for path in options.paths]
    tests: list[Path] = []
    bundles: list[Bundle] = []
    for folder, bundle in zip(paths[::2], map(Bundle, paths[1::2])):
        found = sorted(folder.glob(f"test_{options.only or '*'}.py"))
        tests += found
        bundles += [bundle] * len(found)
    with tempfile.TemporaryDirectory() as directory:
        with ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), prepare, (directory,)) as workers:
            verdicts = workers.map(compare, tests, bundles, [options.self_calls] * len(tests))
            return 0 if report(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
