"""Starts functions as services, the way a bundle does, for tests to call."""
from __future__ import annotations

import ast
import atexit
import compileall
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import unittest
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable, ClassVar, Optional

# The runtime reads its environment when it is imported; this module is imported before it.
_FOLDER = tempfile.TemporaryDirectory()
atexit.register(_FOLDER.cleanup)
ADDRESSES = Path(_FOLDER.name, "addresses.json")
os.environ["NANOSERVICE_ADDRESSES"] = str(ADDRESSES)
os.environ["NANOSERVICE_TIMEOUT_MS"] = "120000"
os.environ["NANOSERVICE_ERROR_DETAILS"] = "full"

RUNTIME = Path(__file__).parents[2] / "main/resources/io/github/nanoservice/runtime"
# The runtime with its bytecode. Without it, each of a thousand services compiles the runtime, which takes longer than a test.
COMPILED_RUNTIME = Path(_FOLDER.name, "runtime")
shutil.copytree(RUNTIME, COMPILED_RUNTIME, ignore=shutil.ignore_patterns("__pycache__"))
compileall.compile_dir(COMPILED_RUNTIME, quiet=1)
PATIENCE = 120.0  # seconds after which a condition that was awaited counts as not met

_SERVER = '''\
from __future__ import annotations
from flask import Flask
from nanoservice import answer, remote, remote_async, remote_async_generator, remote_generator, run

app = Flask(__name__)
{imports}

{stubs}

{function}

@app.route("/", methods=["GET", "POST"])
def serve():
    return answer({name})


if app.import_name == "__main__":
    run(app)
'''


def set_addresses(addresses: dict[str, str]) -> None:
    """Tells the stubs of this process and of the services where endpoints are."""
    text = json.dumps(addresses)
    new = ADDRESSES.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(ADDRESSES)


class Service:
    """A process that runs a server's source.

    files: what lies beside it, by name.
    """

    def __init__(
        self, name: str, source: str, files: Optional[dict[str, str]] = None, **environment: str
    ) -> None:
        folder = Path(_FOLDER.name, name)
        folder.mkdir(exist_ok=True)
        self.file = folder / "main.py"
        for file, text in {"main.py": source, **(files or {})}.items():
            Path(folder, file).parent.mkdir(exist_ok=True)
            Path(folder, file).write_text(text, encoding="utf-8")
        self.name = name
        self.lines: list[str] = []
        self.ended = False
        self._changed = threading.Condition()
        self.process = subprocess.Popen(
            [sys.executable, str(self.file)],
            env={
                **os.environ,
                "PYTHONPATH": str(COMPILED_RUNTIME),
                "PYTHONUNBUFFERED": "1",
                "NANOSERVICE_HOST": "127.0.0.1",
                "NANOSERVICE_PORT": "0",
                "NANOSERVICE_STOP_ON_EOF": "1",
                "NANOSERVICE_DRAIN_MS": "0",
                **environment,
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.stdin: Any = self.process.stdin
        self.stdout: Any = self.process.stdout
        self.stderr: Any = self.process.stderr
        self._readers = [
            threading.Thread(target=self._read_output, daemon=True),
            threading.Thread(target=self._read_errors, daemon=True),
        ]
        self.errors = ""
        for reader in self._readers:
            reader.start()

    def _read_output(self) -> None:
        for line in self.stdout:
            with self._changed:
                self.lines.append(line.rstrip("\n"))
                self._changed.notify_all()
        with self._changed:
            self.ended = True
            self._changed.notify_all()

    def _read_errors(self) -> None:
        self.errors = self.stderr.read()

    def wait_for(self, condition: Callable[[str], bool]) -> str:
        """Returns the first line of output that meets a condition."""

        def found() -> Optional[str]:
            return next((line for line in self.lines if condition(line)), None)

        with self._changed:
            self._changed.wait_for(lambda: found() is not None or self.ended, PATIENCE)
            line = found()
        if line is None:
            self.process.kill()
            self.wait()
            raise AssertionError(f"{self.name} never printed what was awaited: {self.lines}\n{self.errors}")
        return line

    def events(self, kind: str) -> list[dict[str, Any]]:
        """Returns the JSON lines of one kind that were printed so far."""
        found = [json.loads(line) for line in self.lines if line.startswith('{"event": ')]
        return [event for event in found if event["event"] == kind]

    @property
    def port(self) -> int:
        """The port it listens on, awaited."""
        event = json.loads(self.wait_for(lambda line: line.startswith('{"event": "listening"')))
        return int(event["port"])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def wait(self) -> int:
        """Returns the exit code, awaited; all output has been read then."""
        code = self.process.wait(PATIENCE)
        for reader in self._readers:
            reader.join(PATIENCE)
        return code

    def suspend(self) -> None:
        """Stops all threads of the process until `resume`. The signal alone takes effect later."""
        self.process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, self.process.pid, os.WSTOPPED)

    def resume(self) -> None:
        """Lets a suspended process go on."""
        self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Ends the process as a build does that is interrupted: by closing its standard input."""
        self.stdin.close()
        try:
            self.wait()
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.wait()
        self.stdout.close()
        self.stderr.close()


def server_source(function: Any, source: str, imports: str, siblings: Sequence[Any]) -> str:
    """Returns a server for one function whose calls to its siblings are remote."""
    return _SERVER.format(
        imports=imports,
        stubs="\n".join(f"{each.name} = {maker(each)}({each.name!r})" for each in siblings if each is not function),
        function=ast.get_source_segment(source, function),
        name=function.name,
    )


def maker(function: ast.AST) -> str:
    """Returns the name of what makes a stub for a function of this kind."""
    generator = any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in ast.walk(function))
    if isinstance(function, ast.AsyncFunctionDef):
        return "remote_async_generator" if generator else "remote_async"
    return "remote_generator" if generator else "remote"


class ServiceTestCase(unittest.TestCase):
    """A test whose `program` runs as one service per function: `self.<name>` calls it, `self.services` has them all."""

    program = ""
    environment: ClassVar[dict[str, str]] = {}
    services: ClassVar[dict[str, Service]]

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Returns what calls the function `name`."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.start()

    @classmethod
    def start(cls) -> None:
        """Starts the services; they are stopped with the other cleanups of the class."""
        import nanoservice

        source = textwrap.dedent(cls.program)
        body = ast.parse(source).body
        functions = [node for node in body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
        imports = "\n".join(str(ast.get_source_segment(source, node)) for node in body if node not in functions)
        cls.services = {
            function.name: Service(
                function.name, server_source(function, source, imports, functions), None, **cls.environment
            )
            for function in functions
        }
        for service in cls.services.values():
            cls.addClassCleanup(service.stop)
        set_addresses({name: service.url for name, service in cls.services.items()})
        for function in functions:
            setattr(cls, function.name, staticmethod(getattr(nanoservice, maker(function))(function.name)))


def await_condition(condition: Callable[[], bool], what: str) -> None:
    """Waits until a condition holds that nobody announces."""
    end = time.monotonic() + PATIENCE
    tick = threading.Event()
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {PATIENCE} s: {what}")
        tick.wait(0.01)
