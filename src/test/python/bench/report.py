"""The tables, their goals, and the drawings."""
from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from . import direct, goals, hops, options, starts
from .chart import Bar, bars
from .goals import AT_LEAST, AT_MOST, Goal
from .hops import Cell, Contender, Cost, Costs
from .names import FLOOR, GRPC, NAMES, ORIGINAL, OURS

Figure = Callable[[Cost], float]


def p50(cost: Cost) -> float:
    return cost.p50


def p99(cost: Cost) -> float:
    return cost.p99


def rate(cost: Cost) -> float:
    return cost.rate


# What is compared, of what size of argument, with how many callers, with whom, and the limit of the ratio.
_CALL_GOALS: list[tuple[str, Figure, str, int, str, str, float]] = [
    ("p50", p50, "10 B", 1, ORIGINAL, AT_MOST, 0.30),
    ("p50", p50, "10 B", 1, GRPC, AT_MOST, 0.45),
    ("p50", p50, "10 B", 1, FLOOR, AT_MOST, 2.5),
    ("p50", p50, "1 MB", 1, GRPC, AT_MOST, 1.0),
    ("p99", p99, "10 B", 8, GRPC, AT_MOST, 1.0),
    ("calls per second", rate, "10 B", 8, GRPC, AT_LEAST, 1.25),
    ("calls per second", rate, "10 B", 32, GRPC, AT_LEAST, 1.25),
    ("calls per second", rate, "10 B", 8, ORIGINAL, AT_LEAST, 6.0),
    ("calls per second", rate, "10 B", 32, ORIGINAL, AT_LEAST, 6.0),
]


def write(arguments: argparse.Namespace) -> None:
    """Measures, prints the tables in Markdown and writes the drawings."""
    called = direct.measure(arguments.source, arguments.group, arguments.carried, 3 * arguments.rounds)
    if arguments.group_only:
        print(direct.table(called))
        return
    service = [str(arguments.service)]
    started = starts.measure(service, arguments.rounds)
    forked = starts.forked(Path(service[0]), arguments.rounds)
    costs = hops.measure((partial(Contender, name, service) for name in NAMES), options.scope(arguments))
    reached = [*call_goals(costs), _group_goal(called["by_its_name"]), *_start_goals(*started[OURS], forked)]
    print(goals.table(reached), hops_table(costs), _starts(started), direct.table(called), sep="\n\n")
    arguments.pictures.mkdir(parents=True, exist_ok=True)
    for name, drawing in _drawings(costs).items():
        Path(arguments.pictures, name).write_text(drawing, encoding="utf-8")


def call_goals(costs: Costs) -> list[Goal]:
    """The goals of calls; those whose cells were not measured are left out."""
    found = []
    for name, figure, size, callers, other, sense, limit in _CALL_GOALS:
        ours, theirs = Cell(OURS, size, callers), Cell(other, size, callers)
        if ours in costs and theirs in costs:
            ratio = hops.median(costs[ours], figure) / hops.median(costs[theirs], figure)
            found.append(Goal(f"{name}, {size}, {_callers(callers)}, relative to {other}", ratio, sense, limit))
    return found


def _group_goal(called: direct.Nanoseconds) -> Goal:
    plain, grouped = (statistics.median(called[name]) for name in (direct.SOURCE, direct.SLICED))
    name = f"a call in a group ({grouped:.0f} ns), relative to a plain call ({plain:.0f} ns)"
    return Goal(name, direct.ratio(called, direct.SLICED), AT_MOST, 1.05)


def _start_goals(memory: float, seconds: float, forked: float) -> list[Goal]:
    return [
        Goal("memory of a service (PSS), MB", memory, AT_MOST, 22.0),
        Goal("seconds from start to first answer", seconds, AT_MOST, 0.15),
        Goal("the same, forked from a warm parent", forked, AT_MOST, 0.15),
    ]


def hops_table(costs: Costs) -> str:
    lines = [
        "| argument | callers | | p50 µs | p50 over the rounds | p99 µs | calls/s | CPU µs/call |",
        "|---|---:|---|---:|---:|---:|---:|---:|",
    ]
    sizes, numbers = ({getattr(cell, name) for cell in costs} for name in ("size", "callers"))
    names = list(dict.fromkeys(cell.contender for cell in costs))
    for size in (size for size in hops.SIZES if size in sizes):
        for callers in sorted(numbers):
            for name in names:
                found = costs.get(Cell(name, size, callers))
                if found is None:
                    lines.append(f"| {size} | {callers} | {name} | too long | | | | |")
                    continue
                figures = [hops.median(found, figure) for figure in (p99, rate, lambda cost: cost.cpu)]
                row = [size, f"{callers}", name, f"{hops.median(found, p50):,.0f}", hops.spread(found, p50)]
                lines.append(f"| {' | '.join([*row, *(f'{figure:,.0f}' for figure in figures)])} |")
    return "\n".join(lines)


def _starts(started: dict[str, tuple[float, float]]) -> str:
    lines = ["| a service | memory, MB (PSS) | start to first answer, s |", "|---|---:|---:|"]
    lines += [f"| {name} | {memory:.1f} | {seconds:.2f} |" for name, (memory, seconds) in started.items()]
    return "\n".join(lines)


def _drawings(costs: Costs) -> dict[str, str]:
    def groups(names: Iterable[str], figure: Figure, form: str) -> dict[str, list[Bar]]:
        found: dict[str, list[Bar]] = {}
        for callers in sorted({cell.callers for cell in costs if cell.size == "10 B"}):
            medians = {name: hops.median(costs[Cell(name, "10 B", callers)], figure) for name in names}
            found[_callers(callers)] = [Bar(name, value, form.format(value), name == OURS) for name, value in medians.items()]
        return found

    # Their bars would leave those of the others too short to be compared.
    without_floor = [name for name in NAMES if name != FLOOR]
    return {
        "hop.svg": bars(
            "p50 of a call to another process, 10 B (lower is better; each group has its own scale)",
            groups(NAMES, p50, "{:,.0f} µs"),
        ),
        "throughput.svg": bars(
            "Calls per second to one process, 10 B (higher is better; each group has its own scale)",
            groups(without_floor, rate, "{:,.0f}/s"),
        ),
    }


def _callers(number: int) -> str:
    return "1 caller" if number == 1 else f"{number} callers"
