"""What a hundred functions cost in containers: the plugin's bundle beside the naive way, in one run on one engine.

The naive way is the one that every tutorial shows: a Dockerfile for each function that copies everything and then installs,
Flask's own server, a fresh `requests.get` for each call. Both start from the same base image.

    python3 src/test/python/bench/hundred.py [--services 100] [--base-image python:3.13-slim] [--python-version 3.13]

Needs an engine that answers `docker info`, with Compose, the plugin in the local Maven repository, and about ten minutes, which
the naive way takes. Prints a table in Markdown. Removes what it made, but for the engine's build cache of the base image.
"""
from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import project

CHAIN = 10  # functions in one chain of calls
PORT = 18081

NAIVE_SERVER = """import json

import requests
from flask import Flask, jsonify, request

app = Flask(__name__)

{stubs}
{function}

@app.route("/")
def serve():
    return jsonify({name}(*json.loads(request.args["args"])))


app.run(host="0.0.0.0", port=5000)
"""

NAIVE_STUB = """
def {name}(*args):
    return requests.get("http://{host}:5000/", params={{"args": json.dumps(args)}}).json()

"""

NAIVE_DOCKERFILE = """FROM {base_image}
WORKDIR /app
COPY . .
RUN pip install -r requirements.txt
CMD ["python", "main.py"]
"""


@dataclass(frozen=True)
class Function:
    """A function and the one that it calls, if any."""

    name: str
    calls: str | None

    @property
    def source(self) -> str:
        body = f"{self.calls}(number) + 1" if self.calls else "number + 1"
        return f"def {self.name}(number):\n    return {body}\n"


@dataclass(frozen=True)
class Cost:
    """What one way cost: seconds, bytes of images beyond the base image, bytes of memory in use by all containers."""

    build: float
    images: int
    start: float
    memory: int


def functions(count: int) -> list[Function]:
    """Chains of functions; the last of the first chain is `main`, which is published."""
    names = [f"step_{number:03}" for number in range(count)]
    names[min(CHAIN, count) - 1] = "main"
    return [Function(name, names[number - 1] if number % CHAIN else None) for number, name in enumerate(names)]


def docker(*arguments: str) -> str:
    # As many at once as the plugin has; of a hundred builds at once, the engine gives up.
    environment = {**os.environ, "COMPOSE_PARALLEL_LIMIT": "8"}
    return subprocess.run(
        ["docker", *arguments], check=True, text=True, stdout=subprocess.PIPE, env=environment
    ).stdout


class EngineConnection(http.client.HTTPConnection):
    """To the engine's own interface, which gives bytes where its command line gives rounded numbers."""

    def connect(self) -> None:
        address = docker("context", "inspect", "--format", "{{.Endpoints.docker.Host}}").strip()
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(address.removeprefix("unix://"))


def image_bytes() -> int:
    """Bytes of all images of the engine: a layer that several share counts once."""
    connection = EngineConnection("localhost")
    connection.request("GET", "/system/df")
    with connection.getresponse() as answer:
        return json.load(answer)["LayersSize"]


def memory(name: str) -> int:
    """Bytes of memory of all containers, as the engine counts them: what processes have, without cached files."""
    label = f"label=com.docker.compose.project={name}"
    containers = docker("ps", "--quiet", "--filter", label).split()
    units = {"B": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}
    total = 0.0
    for row in docker("stats", "--no-stream", "--format", "{{.MemUsage}}", *containers).splitlines():
        used = row.split("/")[0].strip()
        unit = used.lstrip("0123456789.")
        total += float(used[: -len(unit)]) * units[unit]
    return round(total)


@contextlib.contextmanager
def fresh(base_image: str) -> Iterator[str]:
    """Gives an image that is as another one but new to the engine: nothing built on it before helps either way."""
    name = f"hundred-base:{time.time_ns()}"
    write = ["python", "-c", f"open('/etc/hundred', 'w').write('{name}')"]
    dockerfile = f"FROM {base_image}\nRUN {json.dumps(write)}\n"
    subprocess.run(
        ["docker", "build", "--quiet", "--tag", name, "-"],
        input=dockerfile,
        text=True,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield name
    finally:
        docker("rmi", "--force", name)


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def call(url: str) -> int:
    with urllib.request.urlopen(f"{url}?args=%5B0%5D", timeout=30) as answer:
        return json.load(answer)


def nanoservices(directory: Path, given: list[Function], base_image: str, python_version: str) -> Cost:
    """The plugin's way: its own goals, as a build would call them."""
    sources = project.write(directory, "hundred")
    sources.joinpath("steps.py").write_text("\n\n".join(function.source for function in given), encoding="utf-8")
    name = "hundred-nanoservices"
    settings = [
        f"-Dnanoservice.baseImage={base_image}",
        f"-Dnanoservice.pythonVersion={python_version}",
        f"-Dnanoservice.projectName={name}",
        "-Dnanoservice.startTimeout=300000",
        f"-Dnanoservice.port={PORT}",
    ]

    def goal(name: str) -> None:
        subprocess.run(["mvn", "-B", "-q", f"nanoservice:{name}", *settings], cwd=directory, check=True)

    before = image_bytes()
    try:
        build = seconds(lambda: goal("build"))
        images = image_bytes() - before
        start = seconds(lambda: goal("start"))
        check(call(f"http://127.0.0.1:{PORT}/"), given)
        return Cost(build, images, start, memory(name))
    finally:
        goal("stop")
        remove_images(name)


def naive(directory: Path, given: list[Function], base_image: str) -> Cost:
    """The tutorial's way."""
    directory.mkdir()
    compose: dict[str, Any] = {"name": "hundred-naive", "services": {}}
    for function in given:
        home = directory / function.name
        home.mkdir()
        host = (function.calls or "").replace("_", "-")
        stubs = NAIVE_STUB.format(name=function.calls, host=host) if function.calls else ""
        server = NAIVE_SERVER.format(stubs=stubs, function=function.source, name=function.name)
        home.joinpath("main.py").write_text(server, encoding="utf-8")
        home.joinpath("requirements.txt").write_text("flask\nrequests\n", encoding="utf-8")
        home.joinpath("Dockerfile").write_text(NAIVE_DOCKERFILE.format(base_image=base_image), encoding="utf-8")
        compose["services"][function.name.replace("_", "-")] = {"build": f"./{function.name}"}
    compose["services"]["main"]["ports"] = [f"127.0.0.1:{PORT}:5000"]
    file = directory / "compose.json"
    file.write_text(json.dumps(compose), encoding="utf-8")

    def engine(*arguments: str) -> None:
        docker("compose", "--progress", "quiet", "--file", str(file), *arguments)

    def start() -> None:
        engine("up", "--detach")
        await_answers("hundred-naive")

    before = image_bytes()
    try:
        build = seconds(lambda: engine("build"))
        images = image_bytes() - before
        started = seconds(start)
        check(call(f"http://127.0.0.1:{PORT}/"), given)
        return Cost(build, images, started, memory("hundred-naive"))
    finally:
        engine("down", "--volumes", "--rmi", "local")


def check(answer: int, given: list[Function]) -> None:
    """Both ways have to do the work: `main` counts the functions of its chain."""
    expected = min(CHAIN, len(given))
    if answer != expected:
        raise AssertionError(f"main answered {answer} instead of {expected}")


def await_answers(name: str) -> None:
    """Waits until each container's server answers at its own address, whatever it answers."""
    label = f"label=com.docker.compose.project={name}"
    form = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}"
    containers = docker("ps", "--quiet", "--filter", label).split()
    waiting = set(docker("inspect", "--format", form, *containers).split())
    end = time.monotonic() + 600
    while waiting and time.monotonic() < end:
        waiting = {address for address in waiting if not answers(address)}
    if waiting:
        raise TimeoutError(f"{len(waiting)} servers do not answer")


def answers(address: str) -> bool:
    try:
        call(f"http://{address}:5000/")
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def remove_images(name: str) -> None:
    images = docker("images", "--quiet", "--filter", f"reference={name}-*").split()
    if images:
        docker("rmi", "--force", *sorted(set(images)))


def table(count: int, ours: Cost, theirs: Cost) -> str:
    rows = [
        ("build, seconds", ours.build, theirs.build, ".1f", 1),
        ("images beyond the base, MB", ours.images, theirs.images, ".2f", 1e6),
        ("start, until all answer, seconds", ours.start, theirs.start, ".1f", 1),
        ("memory of all services, MB", ours.memory, theirs.memory, ".0f", 1e6),
    ]
    lines = [f"| {count} functions | naive | nanoservices | ratio |", "|---|---:|---:|---:|"]
    for name, mine, other, form, unit in rows:
        lines.append(f"| {name} | {other / unit:{form}} | {mine / unit:{form}} | {mine / other:.3f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--services", type=int, default=100)
    parser.add_argument("--base-image", default="python:3.13-slim")
    parser.add_argument("--python-version", default="3.13")
    arguments = parser.parse_args()
    given = functions(arguments.services)
    with tempfile.TemporaryDirectory() as directory:
        with fresh(arguments.base_image) as base:
            ours = nanoservices(Path(directory, "ours"), given, base, arguments.python_version)
        with fresh(arguments.base_image) as base:
            theirs = naive(Path(directory, "naive"), given, base)
    print(table(arguments.services, ours, theirs))


if __name__ == "__main__":
    main()
