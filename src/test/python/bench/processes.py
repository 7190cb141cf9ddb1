"""Starts Python processes that serve, and reads what they use. A server counts with its descendants, such as its workers."""
from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

ECHO = ["-m", "bench.servers.echo"]  # starts our service without a build
SERVICE_ENVIRONMENT = {"NANOSERVICE_HOST": "127.0.0.1", "NANOSERVICE_PORT": "0", "PYTHONUNBUFFERED": "1"}


@dataclass(frozen=True)
class Memory:
    """Megabytes of processes: with the share of what they have in common with others (PSS), and with all of that (RSS)."""

    pss: float
    rss: float


def start(arguments: list[str], environment: Optional[dict[str, str]] = None) -> tuple[subprocess.Popen[str], int]:
    """Starts a server that says on its standard output where it listens; returns it and its port.

    Its output goes into a file, as in a container: a caller does not read the log of whom it calls.
    """
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            env={**os.environ, **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        while process.poll() is None:
            line = os.pread(log.fileno(), 4096, 0).decode().partition("\n")
            if line[1]:
                return process, json.loads(line[0])["port"]
            time.sleep(0.001)
    raise RuntimeError(f"{arguments} ended before it listened, with exit code {process.returncode}")


def kill(process: subprocess.Popen[str]) -> None:
    """Ends a process and its descendants; the parent first, because it would replace a worker."""
    for pid in list(_with_descendants(process.pid)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()


def forget_output(process: subprocess.Popen[str]) -> None:
    """Frees what a server has printed so far, which would fill the disk in an hour. The server writes on behind a hole."""
    os.truncate(f"/proc/{process.pid}/fd/1", 0)


def cpu(pid: int) -> float:
    """Seconds of processor time that a process has used so far."""
    ticks = 0
    for each in _with_descendants(pid):
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> Memory:
    """The memory of a process at the moment."""
    return _memory(_with_descendants(pid))


def own_memory() -> Memory:
    """The memory of this process alone at the moment."""
    return _memory([os.getpid()])


def _memory(pids: Iterable[int]) -> Memory:
    used = {"Pss:": 0, "Rss:": 0}
    for each in pids:
        for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
            name, *rest = line.split()
            if name in used:
                used[name] += int(rest[0]) * 1024
    return Memory(used["Pss:"] / 1e6, used["Rss:"] / 1e6)


def _with_descendants(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        children = []
        with contextlib.suppress(FileNotFoundError):  # the thread has ended since it was listed
            children = task.read_text().split()
        for child in children:
            yield from _with_descendants(int(child))
