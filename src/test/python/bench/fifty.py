"""How long many services take to start on this machine, all at once, and their memory: fifty beside the original design.

    python3 src/test/python/bench/fifty.py [--services 50 500] [--rounds 5]

Needs the plugin in the local Maven repository, and Flask and h11 where pip finds them; the first start, which is not
counted, installs them in a virtual environment. Prints tables in Markdown.
"""
from __future__ import annotations

import argparse
import contextlib
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import goals
import project

# The goals on two cores: the most seconds for a number of services, and the most MB for each.
SECONDS = {50: 5.0, 500: 45.0}
MEGABYTES = 8.0

ORIGINAL = """import json, socket

from flask import Flask, jsonify, request

app = Flask(__name__)


def echo(value):
    return value


@app.route("/")
def serve():
    return jsonify(echo(*json.loads(request.args["args"])))


with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
print(port, flush=True)
app.run(host="127.0.0.1", port=port)
"""


def seconds(action: Callable[[], None]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


class Nanoservices:
    """A project of functions, started by the plugin's own goal in a Maven of its own."""

    name = "`mvn nanoservice:start`, including Maven"

    def __init__(self, directory: Path, count: int) -> None:
        self._directory = directory
        sources = project.write(directory, "fifty")
        functions = (f"def echo_{number:03}(value):\n    return value\n" for number in range(count))
        sources.joinpath("echoes.py").write_text("\n\n".join(functions), encoding="utf-8")

    def start(self) -> None:
        self._goal("start")

    def stop(self) -> None:
        self._goal("stop")

    def python(self) -> str:
        """Returns the Python that runs the services."""
        environments = (self._directory / "target").glob("nanoservice-venv/*/bin/python")
        return next(map(str, environments), sys.executable)

    def _goal(self, name: str) -> None:
        command = ["mvn", "-B", "-q", "-Dnanoservice.engine=local", f"nanoservice:{name}"]
        subprocess.run(command, cwd=self._directory, check=True)


class Original:
    """Flask's development servers."""

    name = "original design, servers only"

    def __init__(self, python: str, count: int) -> None:
        self._python = python
        self._count = count
        self._servers: list[subprocess.Popen[str]] = []

    def start(self) -> None:
        for _ in range(self._count):
            command = [self._python, "-c", ORIGINAL]
            server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            self._servers.append(server)
        for server in self._servers:
            assert server.stdout
            await_answer(int(server.stdout.readline()))

    def stop(self) -> None:
        while self._servers:
            server = self._servers.pop()
            server.kill()
            server.communicate()


def await_answer(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/?args=%5B0%5D", timeout=10) as answer:
                answer.read()
                return
        except urllib.error.URLError:
            time.sleep(0.02)
    raise TimeoutError(f"no answer on port {port}")


def memory(directory: Path) -> float:
    """Returns the MB (PSS) of all processes whose command line has a path in a directory."""
    used = 0
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError, PermissionError):  # it has ended, or is another user's
            if os.fsencode(directory) in process.joinpath("cmdline").read_bytes():
                rollup = process.joinpath("smaps_rollup").read_text(encoding="ascii")
                used += int(re.findall(r"^Pss: +(\d+) kB", rollup, re.MULTILINE)[0]) * 1024
    return used / 1e6


def measure(count: int, rounds: int, compare: bool, directory: Path) -> None:
    """Prints the table of a number of services."""
    ours = Nanoservices(directory, count)
    ours.start()
    ours.stop()
    ways = [Original(ours.python(), count), ours] if compare else [ours]
    taken: dict[str, list[float]] = {way.name: [] for way in ways}
    used: list[float] = []
    for _ in range(rounds):
        for way in ways:
            try:
                taken[way.name].append(seconds(way.start))
                if way is ours:
                    used.append(memory(directory) / count)
            finally:
                way.stop()
    print(f"| start of {count} services, until all answer | seconds | from - to |", "|---|---:|---:|", sep="\n")
    for name, found in taken.items():
        print(f"| {name} | {statistics.median(found):.2f} | {min(found):.2f} - {max(found):.2f} |")
    reached = [goals.Goal("MB for each service (PSS), with their parent", statistics.median(used), goals.AT_MOST, MEGABYTES)]
    if count in SECONDS:
        reached.append(goals.Goal(f"{ours.name}, s", statistics.median(taken[ours.name]), goals.AT_MOST, SECONDS[count]))
    print("", goals.table(reached), "", sep="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--services", type=int, nargs="+", default=[50, 500])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--compare", type=int, default=50, help="the most services for which the original design is measured")
    arguments = parser.parse_args()
    for count in arguments.services:
        with tempfile.TemporaryDirectory() as directory:
            measure(count, arguments.rounds, count <= arguments.compare, Path(directory, "fifty").resolve())


if __name__ == "__main__":
    main()
