"""Drives the warm parent of local services as the plugin does."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Optional


class Parent:
    """A warm parent, driven as the plugin does."""

    def __init__(self, runtime: Path, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(runtime / "nanoservice/warm_parent.py"), "_" * 200],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,  # a forked process has the streams of its parent, and its standard error is a pipe too
            env=environment,
        )
        self._requests: Any = self.process.stdin
        self._answers: Any = self.process.stdout
        self._errors: Any = self.process.stderr
        self.input = self._open(self.answer()["input"], os.O_WRONLY)
        self._say(taken=True)

    def answer(self) -> dict[str, Any]:
        return dict(json.loads(self._answers.readline()))

    def start(self, program: Path, environment: dict[str, str], log: Optional[Path] = None) -> Forked:
        """Forks a service."""
        self._say(start=[sys.executable, str(program)], environment=environment, **({"log": str(log)} if log else {}))
        answer = self.answer()
        outputs = [self._open(each, os.O_RDONLY) for each in answer.get("output", [])]
        self._say(taken=True)
        if "failed" in answer:
            raise OSError(answer["failed"])
        return Forked(self, answer["started"], outputs)

    def close(self) -> None:
        """Ends the parent and its services, as a build does that is killed."""
        os.close(self.input)
        self._requests.close()
        self.process.wait(120)
        self._answers.close()
        self._errors.close()

    def _open(self, descriptor: int, flags: int) -> int:
        return os.open(f"/proc/{self.process.pid}/fd/{descriptor}", flags)

    def _say(self, **request: Any) -> None:
        self._requests.write(json.dumps(request).encode() + b"\n")
        self._requests.flush()


class Forked:
    """A service that a parent has forked."""

    def __init__(self, parent: Parent, pid: int, outputs: list[int]) -> None:
        self.pid = pid
        self._parent = parent
        self.outputs = outputs

    def read_line(self) -> str:
        """Returns the next line of standard output."""
        line = b""
        while not line.endswith(b"\n"):
            line += os.read(self.outputs[0], 1)
        return line.decode()

    def kill(self) -> None:
        """Ends the service, whose output nobody needs."""
        os.kill(self.pid, signal.SIGKILL)
        self.end()

    def end(self) -> tuple[int, str, str]:
        """Returns the exit code and both outputs, when the service has ended."""
        texts = []
        for each in self.outputs:
            with open(each, encoding="utf-8") as file:
                texts.append(file.read())
        ended = self._parent.answer()
        assert ended["ended"] == self.pid, ended
        output, errors = texts or ("", "")
        return ended["code"], output, errors
