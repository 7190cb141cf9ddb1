"""Starts every service of a bundle, and compares what they import with plain imports."""
from __future__ import annotations

import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Timer
from typing import Any

from proof.runtime import unpacked

_PATIENCE = 120.0  # seconds after which a service that starts counts as hanging


def failures(bundle: Path, sources: Path, python: str) -> list[str]:
    """Returns what is not imported although plain Python imports it, and the services that do not start, a sentence each.

    Prints how many services started.
    """
    services = json.loads((bundle / "nanoservices.json").read_text(encoding="utf-8"))["services"]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        runtime = unpacked(bundle)
        printed = list(threads.map(lambda service: _start(bundle / service["directory"], runtime, python), services))
    plain = _Plain(sources, python)
    found = []
    started = 0
    for service, lines in zip(services, printed):
        listens = bool(lines) and _event(lines[-1]).get("event") == "listening"
        started += listens
        missing = [event for event in map(_event, lines) if event.get("event") == "not imported"]
        found += [f"{service['name']}: {event}" for event in missing if not plain.fails(event["module"])]
        modules = {endpoint["module"] for endpoint in service["endpoints"]}
        if not listens and not any(map(plain.fails, sorted(modules))):
            found.append(f"{service['name']} does not start: " + "\n".join(lines[-20:]))
    print(f"{bundle.parent.name}: {started} of {len(services)} services start, {plain.failed} modules fail in plain Python too")
    return found


def _start(directory: Path, runtime: Path, python: str) -> list[str]:
    """Starts a service and stops it; returns the lines that it printed until it listened or ended."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(runtime),
        "NANOSERVICE_HOST": "127.0.0.1",
        "NANOSERVICE_PORT": "0",
        "NANOSERVICE_STOP_ON_EOF": "1",
        "NANOSERVICE_DRAIN_MS": "0",
    }
    lines = []
    with subprocess.Popen(
        [python, "main.py"],
        cwd=directory,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        timer = Timer(_PATIENCE, process.kill)
        timer.start()
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            if _event(line).get("event") == "listening":
                break
        process.stdin.close()
        process.stdout.read()
        timer.cancel()
    return lines


def _event(line: str) -> dict[str, Any]:
    """Returns the event that a line is, or an empty dictionary."""
    return dict(json.loads(line)) if line.startswith('{"event": ') else {}


class _Plain:
    """Imports modules in plain Python.

    failed: how many of them failed.
    """

    def __init__(self, sources: Path, python: str) -> None:
        self._sources = sources
        self._python = python
        self._results: dict[str, bool] = {}

    @property
    def failed(self) -> int:
        return sum(self._results.values())

    def fails(self, module: str) -> bool:
        """Returns whether a module cannot be imported."""
        if module not in self._results:
            environment = {**os.environ, "PYTHONPATH": str(self._sources)}
            command = [self._python, "-c", f"import importlib; importlib.import_module({module!r})"]
            done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE)
            self._results[module] = done.returncode != 0
        return self._results[module]
