"""The parent of local services: imports what all of them import, and forks each one, which then runs its `main.py`.

The plugin starts this file as a program, on Linux only, with the options, the environment and the working directory of the
services. Requests are lines of JSON on standard input, and answers are lines of JSON on standard output:

- At the start it answers `input`: a descriptor that keeps the standard input of all services open.
- `start` is the command line of a service, with its `environment` and the path of its `log`, if it has one; each character is a
  byte. The answer is `started`, the number of the process, with `output`, the descriptors of standard output and standard error
  if there is no log; or `failed`, the reason.
- `taken` says that the plugin has opened the descriptors of the last answer, which are closed here. It has no answer.
- When a service has ended, it answers `ended`, the number of the process, and `code`, its exit code, or 128 and the signal.

The last argument is longer than each command line, which replaces that of this process. The process has one thread and
executes nothing of a program. It ends when its standard input and all services have ended.
"""
import sys

_NAMESPACE = dict(globals())  # what Python gives to every program

if not getattr(sys.flags, "safe_path", False):
    del sys.path[0]  # the directory of this file: `import context` would find a module of the runtime

import contextlib
import gc
import importlib
import json
import os
import select
import signal
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any, NoReturn, Optional

import flask  # noqa: F401  # before the runtime, as in a service

import nanoservice

# The first and the last byte of the command line, among the fields of `stat` that follow the name of the program (proc(5)).
_COMMAND_LINE = slice(45, 47)
_IMPORTED = frozenset(name.partition(".")[0] for name in sys.modules)


class _RuntimeFinder:
    """Finds the runtime, which does again at the first `import nanoservice` of a service what depends on the process."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Optional[ModuleSpec]:
        if name != nanoservice.__name__:
            return None
        sys.meta_path.remove(self)
        return ModuleSpec(name, self)  # type: ignore[arg-type]  # has the methods of a loader, not the class

    def create_module(self, spec: ModuleSpec) -> None:
        """Lets `import` make a module, which the next method replaces."""

    def exec_module(self, module: ModuleType) -> None:
        sys.modules[module.__name__] = nanoservice
        importlib.reload(nanoservice)


class _Streams:
    """The standard streams of a service: the descriptors for it, and those for the plugin.

    Raises OSError if they cannot be opened.
    """

    def __init__(self, log: Optional[str]) -> None:
        self.offered: list[int] = []
        self.inner: list[int] = []
        if log is not None:
            self.inner = [os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o666)]
            return
        try:
            for _ in range(2):
                reader, writer = os.pipe()
                self.offered.append(reader)
                self.inner.append(writer)
        except OSError:
            _close(self.offered + self.inner)
            raise


class _Parent:
    def __init__(self) -> None:
        # Ctrl-C reaches all processes of a terminal. The plugin stops the services, and is told how they end.
        self._interrupt_handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._woken, self._wake = os.pipe()
        for descriptor in (self._woken, self._wake):
            os.set_blocking(descriptor, False)
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        self._input, keeps_input = os.pipe()
        self._offered = [keeps_input]
        self._waits = True  # until the descriptors are taken; a service that has ended keeps its number so long
        self._services: set[int] = set()
        _answer(input=keeps_input)

    def serve(self) -> Optional[list[str]]:
        """Returns the command line of a service, in its process, or None in the parent when everything has ended."""
        poll = select.poll()
        poll.register(0, select.POLLIN)
        poll.register(self._woken, select.POLLIN)
        requests = b""
        ended = False
        while not ended or self._services:
            for descriptor, _ in poll.poll():
                if descriptor == 0:
                    data = os.read(0, 65536)
                    if not data:
                        poll.unregister(0)
                        ended = True
                        self._take()
                    *lines, requests = (requests + data).split(b"\n")
                    for line in lines:
                        service = self._do(json.loads(line))
                        if service is not None:
                            return service
                else:
                    with contextlib.suppress(BlockingIOError):
                        os.read(self._woken, 4096)
            if not self._waits:
                self._report_ends()
        return None

    def _do(self, request: dict[str, Any]) -> Optional[list[str]]:
        if "start" not in request:
            self._take()
            return None
        try:
            streams = _Streams(_text(request["log"]) if "log" in request else None)
        except OSError as error:
            _answer(failed=str(error))
            return None
        self._offered, self._waits = streams.offered, True
        try:
            process = os.fork()
        except OSError as error:
            _close(streams.inner)
            self._take()
            _answer(failed=str(error))
            return None
        if not process:
            self._become(streams)
            os.environ.update({_text(name): _text(value) for name, value in request["environment"].items()})
            return [_text(argument) for argument in request["start"]]
        _close(streams.inner)
        self._services.add(process)
        _answer(started=process, output=streams.offered)
        return None

    def _become(self, streams: _Streams) -> None:
        """Leaves a service with its own streams and the signal handlers that Python begins with."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, self._interrupt_handler)
        os.dup2(self._input, 0)
        os.dup2(streams.inner[0], 1)
        os.dup2(streams.inner[-1], 2)
        _close([self._input, self._woken, self._wake, *streams.offered, *streams.inner])

    def _take(self) -> None:
        _close(self._offered)
        self._offered, self._waits = [], False

    def _report_ends(self) -> None:
        while self._services:
            process, status = os.waitpid(-1, os.WNOHANG)
            if not process:
                break
            self._services.remove(process)
            signalled = os.WIFSIGNALED(status)
            _answer(ended=process, code=128 + os.WTERMSIG(status) if signalled else os.WEXITSTATUS(status))


def _answer(**members: Any) -> None:
    with contextlib.suppress(BrokenPipeError):  # the plugin was killed; its services end by themselves, or stay
        os.write(1, json.dumps(members).encode("ascii") + b"\n")


def _text(octets: str) -> str:
    """Returns a text whose bytes a request contains, with a character for each."""
    return os.fsdecode(octets.encode("latin-1"))


def _close(descriptors: list[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def _require_safe_forks() -> None:
    """Exits if a forked process would not be what a started one is: site packages may start threads, tracers and profilers."""
    if len(os.listdir("/proc/self/task")) > 1 or sys.gettrace() or sys.getprofile():
        sys.exit("this Python starts threads or traces code")


def _enter(command: list[str]) -> tuple[CodeType, dict[str, Any]]:
    """Makes this process that of a command line. Returns the code of its program and the namespace to run it in."""
    path = command[-1]
    folder = os.path.dirname(os.path.realpath(path))
    try:
        if _IMPORTED.intersection(entry.partition(".")[0] for entry in os.listdir(folder)):
            _execute(command)
        with open(path, "rb") as file:
            code = compile(file.read(), path, "exec", dont_inherit=True)
        _show(command)
    except (OSError, SyntaxError, ValueError):
        _execute(command)
    sys.argv = [path]
    if hasattr(sys, "orig_argv"):
        sys.orig_argv = command
    if not getattr(sys.flags, "safe_path", False):
        sys.path.insert(0, folder)
    del sys.modules[nanoservice.__name__]
    sys.meta_path.insert(0, _RuntimeFinder())
    main = ModuleType("__main__")
    vars(main).update(_NAMESPACE, __doc__=None, __loader__=SourceFileLoader("__main__", path), __file__=path)
    sys.modules["__main__"] = main
    return code, vars(main)


def _execute(command: list[str]) -> NoReturn:
    """Runs the command line in a new Python in this process.

    So it finds modules beside the program whose names are those of modules that are imported here, or reports its failure.
    """
    os.execv(sys.executable, command)


def _show(command: list[str]) -> None:
    """Lets the system report the command line, by which the plugin recognizes the services of a bundle.

    Raises OSError if the command line of this process has no room for it.
    """
    with open("/proc/self/stat", "rb") as file:
        begin, end = map(int, file.read().rpartition(b")")[2].split()[_COMMAND_LINE])
    text = b"".join(os.fsencode(argument) + b"\0" for argument in command).ljust(end - begin, b"\0")
    if len(text) > end - begin:
        raise OSError("the command line is too long")
    with open("/proc/self/mem", "r+b", buffering=0) as memory:
        memory.seek(begin)
        memory.write(text)


def _leave_out_this_file() -> None:
    """Lets tracebacks begin with the program."""
    hook = sys.excepthook

    def without_outermost(kind: Any, value: BaseException, traceback: Any) -> None:
        inner = traceback.tb_next
        hook(kind, value.with_traceback(inner), inner)

    sys.excepthook = without_outermost


if __name__ == "__main__":
    _require_safe_forks()
    gc.collect()
    gc.freeze()  # a collection would write to all objects, and copy the memory of the parent
    service = _Parent().serve()
    if service is not None:
        program, namespace = _enter(service)
        try:
            exec(program, namespace)  # at the outermost level, so that the program has no callers but this line
        except BaseException:
            _leave_out_this_file()
            raise
