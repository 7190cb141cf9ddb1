"""What a build costs with the plugin: Maven's seconds with and without it, on a project of 1,000 functions in 50 modules.

    python3 src/test/python/bench/builds.py [--rounds 9] [--functions 1000 10000] [-- OPTION...]

Needs the plugin in the local Maven repository; what follows `--` goes to every Maven. Prints tables in Markdown: one for each
number of functions and, if there are several, how much longer the builds of the largest take than those of the smallest. Each
round runs every kind of build of every size once, so that a machine that slows down does so for all of them.
"""
from __future__ import annotations

import argparse
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import project

MODULE = 20  # functions of a module

FUNCTION = '''def f{module:02}_{number:02}(x, y=1, *, z=None):
    """Adds up {constant}."""
    total = {constant}
    for k in range(10):
        total += k * y
    return {callee} + total
'''


VALIDATE, IDLE, FIRST, UNCHANGED, CHANGED = (
    "`mvn validate`, without the plugin",
    "plugin loaded, goal skipped",
    "first run",
    "nothing changed",
    "one function changed",
)
# What a build of this many functions may take beyond `mvn validate`, in units of that, and how many times that a build of ten
# times as many functions may take.
GOALS_FOR = 1_000
GOALS = {FIRST: 0.6, UNCHANGED: 0.12, CHANGED: 0.25}
GROWTH_GOAL = 11.0


class Project:
    """A project of a number of functions, and every way to build it."""

    def __init__(self, directory: Path, functions: int, options: list[str]) -> None:
        self.directory = directory
        self.functions = functions
        self.options = options
        self.bundle = directory / "target/nanoservices"
        self.sources = project.write(directory, f"functions-{functions}")
        for module in range(-(-functions // MODULE)):
            self._write(module, 0)

    def round(self, number: int) -> dict[str, float]:
        """Returns the seconds of each kind of build."""
        return {
            VALIDATE: self._maven("validate"),
            IDLE: self._maven("generate-resources", "-Dnanoservice.skip"),
            FIRST: self._first(number),
            UNCHANGED: self._unchanged(),
            CHANGED: self._changed(number + 1),
        }

    def _first(self, number: int) -> float:
        # Moved and not deleted: file systems are slow to give inodes that were freed a moment ago.
        if self.bundle.exists():
            self.bundle.parent.rename(self.directory / f"before-{number}")
        return self._maven("generate-resources")

    def _unchanged(self) -> float:
        before = self.bundle.stat().st_mtime_ns
        seconds = self._maven("generate-resources")
        if self.bundle.stat().st_mtime_ns != before:
            raise AssertionError("a build without a change has changed the bundle")
        return seconds

    def _changed(self, constant: int) -> float:
        self._write(0, constant)
        seconds = self._maven("generate-resources")
        server = (self.bundle / "f00_00/main.py").read_text(encoding="utf-8")
        if f"total = {constant}\n" not in server:
            raise AssertionError("a build has not seen the change of a function")
        return seconds

    def _maven(self, *arguments: str) -> float:
        start = time.perf_counter()
        command = ["mvn", "--batch-mode", "--offline", "--quiet", *self.options, *arguments]
        done = subprocess.run(command, cwd=self.directory, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}")
        return time.perf_counter() - start

    def _write(self, module: int, constant: int) -> None:
        """Writes a module, whose first function adds up a constant and whose others call the one before."""
        functions = []
        for number in range(min(MODULE, self.functions - MODULE * module)):
            callee = f"f{module:02}_{number - 1:02}(x)" if number else "x"
            functions.append(
                FUNCTION.format(module=module, number=number, constant=0 if number else constant, callee=callee)
            )
        self.sources.joinpath(f"m{module:02}.py").write_text("\n\n".join(functions), encoding="utf-8")


@dataclass(frozen=True)
class Times:
    """The seconds of every kind of build, for each round."""

    rounds: list[dict[str, float]]

    def seconds(self, build: str) -> list[float]:
        return [times[build] for times in self.rounds]

    def beyond(self, build: str) -> float:
        """Seconds beyond `mvn validate` of the same round, the median."""
        return statistics.median(times[build] - times[VALIDATE] for times in self.rounds)

    def units(self, build: str) -> float:
        """What a build takes beyond `mvn validate`, in units of that."""
        return self.beyond(build) / statistics.median(self.seconds(VALIDATE))


def table(functions: int, times: Times) -> str:
    """Medians, the span of all rounds, and what each build takes beyond `mvn validate`."""
    lines = [
        f"| build of {functions:,} functions | seconds | from - to | beyond validate | in units of validate | goal | |",
        "|---|---:|---:|---:|---:|---:|---|",
    ]
    for build in times.rounds[0]:
        seconds = times.seconds(build)
        goal = rated(times.units(build), GOALS[build]) if functions == GOALS_FOR and build in GOALS else " | "
        span = f"{min(seconds):.2f} - {max(seconds):.2f}"
        beyond = f"{times.beyond(build):+.2f} | {times.units(build):.2f}"
        lines.append(f"| {build} | {statistics.median(seconds):.2f} | {span} | {beyond} | {goal} |")
    return "\n".join(lines)


def growth(found: dict[int, Times]) -> str:
    """How many times the builds of the most functions take what those of the fewest take, beyond `mvn validate`."""
    fewest, most = min(found), max(found)
    lines = [f"| beyond validate, {most:,} functions to {fewest:,} | times | goal | |", "|---|---:|---:|---|"]
    for build in GOALS:
        # A build of few functions can be as fast as `mvn validate`, but for what else the machine does.
        times = found[most].beyond(build) / max(found[fewest].beyond(build), 0.01)
        goal = rated(times, GROWTH_GOAL) if most == 10 * fewest else " | "
        lines.append(f"| {build} | {times:.1f} | {goal} |")
    return "\n".join(lines)


def rated(measured: float, goal: float) -> str:
    return f"at most {goal:g} | {'met' if measured <= goal else '**missed**'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--functions", type=int, nargs="+", default=[GOALS_FOR], help="number of functions of each project")
    parser.add_argument("options", nargs="*", metavar="OPTION", help="options of Maven, after --")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        sizes = sorted(set(arguments.functions))
        projects = {size: Project(Path(directory, str(size)), size, arguments.options) for size in sizes}
        for each in projects.values():
            each.round(0)  # fills the caches of the system
        found: dict[int, Times] = {size: Times([]) for size in projects}
        for number in range(1, arguments.rounds + 1):
            for size, each in projects.items():
                found[size].rounds.append(each.round(number))
    tables = [table(size, times) for size, times in found.items()]
    if len(found) > 1:
        tables.append(growth(found))
    print(*tables, sep="\n\n")


if __name__ == "__main__":
    main()
