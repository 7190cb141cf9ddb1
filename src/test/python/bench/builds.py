"""What a build costs with the plugin: Maven's seconds with and without it, on a project of 1,000 functions in 50 modules.

    python3 src/test/python/bench/builds.py [--rounds 9] [-- OPTION...]

Needs the plugin in the local Maven repository; what follows `--` goes to every Maven. Prints a table in Markdown. Each round
runs every kind of build once, so that a machine that slows down does so for all of them.
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

MODULES, FUNCTIONS = 50, 20  # functions of each module

FUNCTION = '''def f{module:02}_{number:02}(x, y=1, *, z=None):
    """Adds up {constant}."""
    total = {constant}
    for k in range(10):
        total += k * y
    return {callee} + total
'''


@dataclass(frozen=True)
class Goal:
    """How many seconds a kind of build may take beyond `mvn validate`."""

    build: str
    seconds: float


VALIDATE, IDLE, FIRST, UNCHANGED, CHANGED = (
    "`mvn validate`, without the plugin",
    "plugin loaded, goal skipped",
    "first run",
    "nothing changed",
    "one function changed",
)
GOALS = [Goal(FIRST, 0.5), Goal(UNCHANGED, 0.1)]


class Thousand:
    """The project, and every way to build it."""

    def __init__(self, directory: Path, options: list[str]) -> None:
        self.directory = directory
        self.options = options
        self.bundle = directory / "target/nanoservices"
        self.sources = project.write(directory, "thousand")
        for module in range(MODULES):
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
        for number in range(FUNCTIONS):
            callee = f"f{module:02}_{number - 1:02}(x)" if number else "x"
            functions.append(
                FUNCTION.format(module=module, number=number, constant=0 if number else constant, callee=callee)
            )
        self.sources.joinpath(f"m{module:02}.py").write_text("\n\n".join(functions), encoding="utf-8")


def table(rounds: list[dict[str, float]]) -> str:
    """Medians, the span of all rounds, and what each build takes beyond the first kind in the same round."""
    allowed = {goal.build: goal.seconds for goal in GOALS}
    lines = ["| build | seconds | from - to | beyond validate | goal | |", "|---|---:|---:|---:|---:|---|"]
    for build in rounds[0]:
        seconds = [times[build] for times in rounds]
        beyond = statistics.median(times[build] - times[VALIDATE] for times in rounds)
        goal, met = "", ""
        if build in allowed:
            goal, met = f"{allowed[build]:.1f}", "met" if beyond <= allowed[build] else "missed"
        span = f"{min(seconds):.2f} - {max(seconds):.2f}"
        lines.append(f"| {build} | {statistics.median(seconds):.2f} | {span} | {beyond:+.2f} | {goal} | {met} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("options", nargs="*", metavar="OPTION", help="options of Maven, after --")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        thousand = Thousand(Path(directory), arguments.options)
        thousand.round(0)  # fills the caches of the system
        rounds = [thousand.round(number) for number in range(1, arguments.rounds + 1)]
    print(table(rounds))


if __name__ == "__main__":
    main()
