"""The ratios of calls in about a minute, without a build: for trying a change of the runtime.

    PYTHONPATH=RUNTIME:src/test/python python -m bench.quick [OPTION...]

RUNTIME is src/main/resources/io/github/nanoservice/runtime, and with `--before` the same directory of another version is compared
with it. Prints the goals of calls that the options cover, and the table of calls. What is compared by default needs a Python with
the packages of src/test/python/bench/requirements.txt.
"""
from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path

from . import goals, hops, options, report
from .hops import Cell, Contender
from .names import FLOOR, GRPC, NAMES, ORIGINAL, OURS
from .processes import ECHO

BEFORE = "before"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.quick", description="Measures the ratios of calls.")
    compared = [ORIGINAL, OURS, GRPC, FLOOR]
    parser.add_argument("--contenders", nargs="+", choices=NAMES, default=compared, help="what is compared")
    parser.add_argument("--before", type=Path, metavar="RUNTIME", help="another version of the runtime, which is compared too")
    options.add(parser, sizes=["10 B"], rounds=5, seconds=0.5)
    arguments = parser.parse_args()
    starts: list[Callable[[], Contender]] = [partial(Contender, name, ECHO) for name in arguments.contenders]
    if arguments.before:
        starts.append(partial(Contender, BEFORE, ECHO, OURS, arguments.before.resolve(strict=True)))
    costs = hops.measure(starts, options.scope(arguments))
    tables = [goals.table(report.call_goals(costs)), report.hops_table(costs)]
    if arguments.before:
        tables.append(versions(costs))
    print(*tables, sep="\n\n")


def versions(costs: hops.Costs) -> str:
    """The figures of the runtime, divided by those of the version before."""
    lines = ["| argument | callers | p50 | p99 | calls/s | CPU/call |", "|---|---:|---:|---:|---:|---:|"]
    for cell in costs:
        if cell.contender == OURS:
            before = costs[Cell(BEFORE, cell.size, cell.callers)]
            figures = (report.p50, report.p99, report.rate, lambda cost: cost.cpu)
            ratios = [hops.median(costs[cell], figure) / hops.median(before, figure) for figure in figures]
            lines.append(f"| {cell.size} | {cell.callers} | {' | '.join(f'{ratio:.2f}' for ratio in ratios)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
