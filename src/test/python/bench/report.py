"""The tables, their goals, and the drawings."""
from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable
from pathlib import Path

from . import contenders, direct, hops, starts
from .chart import Bar, bars
from .hops import CALLERS, SIZES, Cell, Cost

ORIGINAL, OURS, FLOOR = NAMES = ("original design", "nanoservice", "raw sockets")
Costs = dict[Cell, list[Cost]]


def write(arguments: argparse.Namespace, addresses: Path) -> None:
    """Measures, prints the tables in Markdown and writes the drawings."""
    called = direct.measure(arguments.source, arguments.grouped, 3 * arguments.rounds)
    started = starts.measure(arguments.bundle, arguments.rounds)
    running = [
        contenders.original(),
        contenders.nanoservice(arguments.bundle, addresses),
        contenders.floor(),
    ]
    try:
        costs = hops.measure(running, arguments.rounds, arguments.seconds)
    finally:
        for contender in running:
            contender.stop()
    print(_goals(costs, called, started), _hops(costs), _starts(started), sep="\n\n")
    arguments.pictures.mkdir(parents=True, exist_ok=True)
    for name, drawing in _drawings(costs).items():
        Path(arguments.pictures, name).write_text(drawing, encoding="utf-8")


def _median(costs: Costs, cell: Cell, figure: Callable[[Cost], float]) -> float:
    return hops.median(costs[cell], figure)


def _goals(costs: Costs, called: list[tuple[float, float]], started: dict[str, tuple[float, float]]) -> str:
    def p50(name: str) -> float:
        return _median(costs, Cell(name, "10 B", 1), lambda cost: cost.p50)

    def rate(name: str) -> float:
        return _median(costs, Cell(name, "10 B", 8), lambda cost: cost.rate)

    plain, grouped = (statistics.median(pair[side] for pair in called) for side in (0, 1))
    memory, seconds = started[OURS]
    rows = [
        ("p50 of a call to another service, relative to the original design", p50(OURS) / p50(ORIGINAL), "at most", 0.30),
        ("p50 of a call to another service, relative to raw sockets", p50(OURS) / p50(FLOOR), "at most", 2.5),
        ("calls per second with 8 callers, relative to the original design", rate(OURS) / rate(ORIGINAL), "at least", 4.0),
        (f"a call in a group ({grouped:.0f} ns), relative to a plain call ({plain:.0f} ns)", grouped / plain, "at most", 1.05),
        ("memory of a service (PSS), relative to the original design", memory / started[ORIGINAL][0], "at most", 1.0),
        ("seconds from start to first answer", seconds, "at most", 0.35),
    ]
    lines = ["| goal | target | measured | |", "|---|---:|---:|---|"]
    for name, measured, sense, goal in rows:
        met = measured <= goal if sense == "at most" else measured >= goal
        lines.append(f"| {name} | {sense} {goal:.2f} | {measured:.2f} | {'met' if met else '**missed**'} |")
    return "\n".join(lines)


def _hops(costs: Costs) -> str:
    lines = [
        "| argument | callers | | p50 µs | p50 over the rounds | p99 µs | calls/s | CPU µs/call |",
        "|---|---:|---|---:|---:|---:|---:|---:|",
    ]
    for size in SIZES:
        for callers in CALLERS:
            for name in NAMES:
                found = costs.get(Cell(name, size, callers))
                if found is None:
                    lines.append(f"| {size} | {callers} | {name} | too long | | | | |")
                    continue
                p50, p99, rate, cpu = (
                    hops.median(found, figure)
                    for figure in (lambda c: c.p50, lambda c: c.p99, lambda c: c.rate, lambda c: c.cpu)
                )
                over = hops.spread(found, lambda c: c.p50)
                lines.append(
                    f"| {size} | {callers} | {name} | {p50:,.0f} | {over} | {p99:,.0f} | {rate:,.0f} | {cpu:,.0f} |"
                )
    return "\n".join(lines)


def _starts(started: dict[str, tuple[float, float]]) -> str:
    lines = ["| a service | memory, MB (PSS) | start to first answer, s |", "|---|---:|---:|"]
    lines += [f"| {name} | {memory:.1f} | {seconds:.2f} |" for name, (memory, seconds) in started.items()]
    return "\n".join(lines)


def _drawings(costs: Costs) -> dict[str, str]:
    def group(callers: int, figure: Callable[[Cost], float], form: str) -> list[Bar]:
        found = [(name, _median(costs, Cell(name, "10 B", callers), figure)) for name in NAMES]
        noun = "caller" if callers == 1 else "callers"
        return [Bar(f"{name}, {callers} {noun}", value, form.format(value), name == OURS) for name, value in found]

    return {
        "hop.svg": bars(
            "p50 of a call to another process, microseconds (lower is better)",
            [group(callers, lambda cost: cost.p50, "{:,.0f} µs") for callers in CALLERS],
        ),
        "throughput.svg": bars(
            "Calls per second to one process (higher is better)",
            [group(callers, lambda cost: cost.rate, "{:,.0f}/s") for callers in CALLERS],
        ),
    }
