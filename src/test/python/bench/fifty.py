"""How long fifty services take to start on this machine, all at once: the plugin's beside as many of the original design.

    python3 src/test/python/bench/fifty.py [--services 50] [--rounds 5]

Needs the plugin in the local Maven repository, and Flask and h11 where pip finds them; the first start, which is not
counted, installs them in a virtual environment. Prints a table in Markdown.
"""
from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import project

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
        functions = (f"def echo_{number:02}(value):\n    return value\n" for number in range(count))
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--services", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        ours = Nanoservices(Path(directory, "fifty"), arguments.services)
        ours.start()
        ours.stop()
        ways = (Original(ours.python(), arguments.services), ours)
        taken: dict[str, list[float]] = {way.name: [] for way in ways}
        for _ in range(arguments.rounds):
            for way in ways:
                try:
                    taken[way.name].append(seconds(way.start))
                finally:
                    way.stop()
    print(f"| start of {arguments.services} services, until all answer | seconds | from - to |", "|---|---:|---:|", sep="\n")
    for name, found in taken.items():
        print(f"| {name} | {statistics.median(found):.2f} | {min(found):.2f} - {max(found):.2f} |")


if __name__ == "__main__":
    main()
