"""Runs one program's tests twice: with its modules as they are, and with a process for each of its functions.

All processes are forked from this one, which has imported Flask and h11: a service starts in milliseconds.
"""
from __future__ import annotations

import fcntl
import json
import os
import runpy
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Optional

from . import client
from .runtime import unpacked

PATIENCE = 600.0  # seconds after which a program counts as one that never ends
_RESULT = 3  # the descriptor that a client writes its result to


@dataclass
class Observation:
    """What one run of a program's tests gave.

    tests: for each its name, failure and calls, as `client.run_tests` returns them.
    output: all that its processes printed.
    fault: why there are no tests, where the run broke off.
    """

    tests: list[dict[str, Any]] = field(default_factory=list)
    output: str = ""
    fault: Optional[str] = None


def as_it_is(test: Path, programs: set[str]) -> Observation:
    """Runs a test with the modules that it imports.

    programs: the names of all modules of programs.
    """
    with _Processes() as processes:
        return processes.observe(lambda: client.run_tests(test, client.own_functions(test, programs)))


def decomposed(
    test: Path, programs: set[str], services: list[dict[str, Any]], bundle: Path, self_calls: bool
) -> Observation:
    """Runs a test against services of a bundle.

    programs: the names of all modules of programs.
    services: those that the test needs, as the manifest has them.
    self_calls: whether a function's calls of itself are requests too, if its service has no other function.
    """
    with _Processes() as processes:
        for service in services:
            alone = len(service["endpoints"]) == 1
            processes.start(partial(_serve, bundle, service, self_calls and alone))
        ports = processes.ports(len(services))
        if len(ports) < len(services):
            return Observation(fault=f"a service did not start: {processes.errors()}")
        _write_addresses(services, ports)
        functions = partial(client.remote_functions, test, programs, services, unpacked(bundle))
        return processes.observe(lambda: client.run_tests(test, functions()))


def _serve(bundle: Path, service: dict[str, Any], self_calls: bool) -> None:
    directory = bundle / service["directory"]
    main = str(directory / "main.py")
    sys.argv = [main]
    sys.path[:0] = [str(directory), str(unpacked(bundle))]
    if self_calls:
        _make_self_calls_remote(service)
    else:
        _refuse_requests_to_itself(service)
    runpy.run_path(main, run_name="__main__")


def _refuse_requests_to_itself(service: dict[str, Any]) -> None:
    """Makes a request to a function of the service itself an error: within a service, calls are plain calls."""
    from nanoservice.client import transport

    own = {endpoint["name"] for endpoint in service["endpoints"]}
    request = transport.request

    def checked(reference: Any, *rest: Any) -> Any:
        assert reference.name not in own, f"the service {service['name']!r} sends itself a request for {reference.name!r}"
        return request(reference, *rest)

    transport.request = checked


def _make_self_calls_remote(service: dict[str, Any]) -> None:
    """Binds a function's own name to a stub as the server starts; its route goes on answering with the function."""
    import nanoservice

    (endpoint,) = service["endpoints"]
    answer, run = nanoservice.answer, nanoservice.run
    served = []

    def answer_with_served(function: Any, *rest: Any) -> Any:
        return answer(served[0], *rest)

    def run_with_stub(app: Any) -> None:
        names, name = sys._getframe(1).f_globals, client.function_name(endpoint)
        served.append(names[name])
        names[name] = client.stub(endpoint)
        run(app)

    nanoservice.answer, nanoservice.run = answer_with_served, run_with_stub


def _write_addresses(services: list[dict[str, Any]], ports: dict[str, int]) -> None:
    addresses = {
        endpoint["name"]: f"http://127.0.0.1:{ports[service['directory']]}{endpoint['path']}"
        for service in services
        for endpoint in service["endpoints"]
    }
    file = Path(os.environ["NANOSERVICE_ADDRESSES"])
    temporary = file.with_suffix(".part")
    temporary.write_text(json.dumps(addresses), encoding="utf-8")
    temporary.replace(file)


class _Processes:
    """The processes of one run: one standard output for all, so that what they print stays in its order."""

    def __init__(self) -> None:
        self._pids: list[int] = []
        self._directory = tempfile.TemporaryDirectory()
        self._errors = tempfile.TemporaryFile()
        self._input_end, self._input = _pipe()
        self._output, self._output_end = _pipe()
        self._result, self._result_end = _pipe()
        self._printed = b""
        self._deadline = time.monotonic() + PATIENCE

    def __enter__(self) -> _Processes:
        return self

    def __exit__(self, *error: Any) -> None:
        for pid in self._pids:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        for file in (self._input, self._input_end, self._output, self._output_end, self._result, self._result_end):
            file.close()
        self._errors.close()
        self._directory.cleanup()

    def start(self, run: Callable[[], None]) -> None:
        """Starts a service that does `run`; it stops when the input of all of them is closed."""
        self._fork(run, [self._input_end, self._output_end, self._errors])

    def _fork(self, run: Callable[[], None], files: list[Any]) -> None:
        """Starts a process that does `run`, with files for its descriptors from 0 on."""
        pid = os.fork()
        if pid:
            self._pids.append(pid)
            return
        try:
            self._enter(files)
            run()
        # Whatever ends a service or a client, it must not go on as a copy of the process that it was forked from.
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            os._exit(1)

    def _enter(self, files: list[Any]) -> None:
        for number, high in enumerate([fcntl.fcntl(file, fcntl.F_DUPFD, 256) for file in files]):
            os.dup2(high, number)
        # The writing end of the input above all: a service stops when the last one is closed.
        os.closerange(len(files), 512)
        sys.stdin = open(0, encoding="utf-8", closefd=False)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)
        ours = {os.path.dirname(os.path.dirname(__file__)), os.getcwd(), ""}
        sys.path[:] = [path for path in sys.path if path not in ours]
        os.chdir(self._directory.name)

    def ports(self, count: int) -> dict[str, int]:
        """Returns the ports of services by their directories, once so many listen or one of them has ended."""
        ports: dict[str, int] = {}
        while len(ports) < count and not self._one_has_ended():
            self._read(self._output, patience=1.0)
            lines = [line for line in self._printed.decode("utf-8").split("\n")[:-1] if '"listening"' in line]
            ports = {event["service"]: event["port"] for event in map(json.loads, lines)}
        return ports

    def observe(self, run: Callable[[], list[dict[str, Any]]]) -> Observation:
        """Runs tests in a process of their own and returns what they gave, once all processes have ended."""

        def report() -> None:
            tests = run()
            sys.stdout.flush()
            with open(_RESULT, "w", encoding="utf-8") as result:
                json.dump(tests, result)

        with open(os.devnull, "rb") as nothing:
            self._fork(report, [nothing, self._output_end, self._errors, self._result_end])
        self._result_end.close()
        parts = []
        while part := self._read(self._output, self._result):
            parts.append(part)
        result = b"".join(parts)
        if time.monotonic() > self._deadline:
            return Observation(fault=f"the tests did not end within {PATIENCE:.0f} s: {self.errors()}")
        if not result:
            return Observation(fault=f"the tests broke off: {self.errors()}")
        self._input.close()
        self._output_end.close()
        while self._read(self._output):
            pass
        return Observation(json.loads(result), self._printed.decode("utf-8", "replace"))

    def errors(self) -> str:
        """Returns the last that was written to standard error."""
        self._errors.seek(0)
        return self._errors.read().decode("utf-8", "replace").strip()[-600:]

    def _read(self, *files: Any, patience: float = PATIENCE) -> bytes:
        """Returns the next bytes of the last file, none at its end or when time is over; keeps all that is printed."""
        while True:
            left = min(patience, self._deadline - time.monotonic())
            ready = select.select(files, [], [], max(0.0, left))[0]
            part = b""
            if self._output in ready:
                part = self._output.read(1 << 16)
                self._printed += part
            if files[-1] in ready and files[-1] is not self._output:
                return files[-1].read(1 << 16)
            if files[-1] is self._output or not ready:
                return part

    def _one_has_ended(self) -> bool:
        ended = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return any(os.waitid(os.P_PID, pid, ended) is not None for pid in self._pids)


def _pipe() -> tuple[Any, Any]:
    reader, writer = os.pipe()
    return open(reader, "rb", buffering=0), open(writer, "wb", buffering=0)
