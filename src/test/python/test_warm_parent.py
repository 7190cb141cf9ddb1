"""A service that is forked from the warm parent is what `python main.py` would be."""
from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path
from typing import Optional

from forking import Parent
from services import COMPILED_RUNTIME, PATIENCE, await_condition

PARENT = COMPILED_RUNTIME / "nanoservice/warm_parent.py"
# What every program of a service begins with.
IMPORTS = "from flask import Flask\nfrom nanoservice import answer, run\n"

FACTS = IMPORTS + '''
import atexit, codecs, faulthandler, gc, io, json, locale, os, resource, signal, stat, sys, threading, warnings

def stream(text):
    binary = text.buffer
    raw = getattr(binary, "raw", binary)
    return [type(each).__name__ for each in (text, binary, raw)] + [
        text.encoding, text.errors, text.line_buffering, text.write_through, text.isatty(), text.name, text.mode, raw.mode,
        raw.seekable(), raw.closefd]

def descriptor(number):
    status = os.fstat(number)
    return [number, stat.S_IFMT(status.st_mode), os.get_inheritable(number)]

def constant(value):
    """Returns what settings may have changed, in a form that is the same in each process."""
    if isinstance(value, frozenset):
        return sorted(map(repr, value))
    if isinstance(value, (str, bytes, int, float, type(None))):
        return repr(value)
    if isinstance(value, type(SETTINGS)):
        return constant(vars(value))
    if isinstance(value, (tuple, list)):
        return [constant(each) for each in value]
    if isinstance(value, dict):
        return [[constant(name), constant(each)] for name, each in value.items()]
    return None

def constants(module):
    names = {name: constant(value) for name, value in vars(module).items() if not name.startswith("__")}
    for name, value in vars(module).items():
        if type(value) is type(constants):
            names[name + "()"] = constant([value.__defaults__, value.__kwdefaults__])
    return names

from nanoservice.settings import SETTINGS

own = sys.modules["__main__"]
before = sorted(sys.modules)
facts = {
    "argv": sys.argv, "orig_argv": getattr(sys, "orig_argv", None), "path": sys.path, "flags": list(sys.flags),
    "options": sys._xoptions, "warnings": [sys.warnoptions, repr(warnings.filters)], "modules": before,
    "meta_path": [getattr(each, "__name__", repr(each)) for each in sys.meta_path], "executable": sys.executable,
    "prefixes": [sys.prefix, sys.base_prefix], "limits": [sys.getrecursionlimit(), sys.getswitchinterval()],
    "hooks": [sys.excepthook is sys.__excepthook__, sys.displayhook is sys.__displayhook__, sys.gettrace(), sys.getprofile()],
    "main": sorted([name, repr(value)] for name, value in vars(own).items() if name.startswith("__") and name != "__builtins__"),
    "builtins": type(__builtins__).__name__, "is main": vars(own) is globals(),
    "loader": [type(__loader__).__name__, __loader__.name, __loader__.path], "runtime": repr(sys.modules["nanoservice"]),
    "attributes": sorted(vars(sys.modules["nanoservice"])),
    "cwd": os.getcwd(), "umask": os.umask(0o22), "environment": sorted(os.environ.items()),
    "group": [os.getsid(0), os.getpgid(0)], "nice": os.nice(0), "affinity": sorted(os.sched_getaffinity(0)),
    "resources": {name: resource.getrlimit(getattr(resource, name)) for name in dir(resource) if name.startswith("RLIMIT_")},
    "descriptors": [descriptor(int(each)) for each in sorted(os.listdir("/proc/self/fd"), key=int)
                    if os.path.exists("/proc/self/fd/" + each)],
    "signals": [[each.name, repr(signal.getsignal(each)).split(" at ")[0]] for each in sorted(signal.valid_signals())
                if isinstance(each, signal.Signals)],
    "mask": sorted(signal.pthread_sigmask(signal.SIG_BLOCK, [])), "wakeup": signal.set_wakeup_fd(-1),
    "timer": signal.getitimer(signal.ITIMER_REAL),
    "threads": [threading.main_thread().name, threading.current_thread() is threading.main_thread(), threading.active_count(),
                threading.main_thread().ident == threading.get_ident(), threading.get_native_id() == os.getpid(),
                len(os.listdir("/proc/self/task"))],
    "locale": [locale.setlocale(locale.LC_ALL), locale.getpreferredencoding(False), sys.getfilesystemencoding()],
    "faulthandler": faulthandler.is_enabled(), "gc": [gc.isenabled(), gc.get_threshold(), gc.get_debug()],
    "streams": [stream(each) for each in (sys.stdin, sys.stdout, sys.stderr)],
    "same": [sys.stdin is sys.__stdin__, sys.stdout is sys.__stdout__, sys.stderr is sys.__stderr__],
    "title": open("/proc/self/comm").read(), "command": open("/proc/self/cmdline").read().rstrip("\\0"),
    "runtime constants": {name: constants(module) for name, module in sorted(sys.modules.items())
                          if name.partition(".")[0] == "nanoservice"},
}
print(json.dumps(facts))
'''


def without_addresses(text: str) -> str:
    return re.sub(r" at 0x[0-9a-f]+", "", text)


@unittest.skipUnless(sys.platform == "linux", "services are forked on Linux only")
class WarmParentTest(unittest.TestCase):
    folder: Path
    common: dict[str, str]
    parent: Parent

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name).resolve()
        cls.common = {name: value for name, value in os.environ.items() if not name.startswith("NANOSERVICE_")}
        cls.common.update(PYTHONPATH=str(COMPILED_RUNTIME), PYTHONUNBUFFERED="1", PYTHONIOENCODING="utf-8", PYTHONUTF8="1")
        cls.common.update(PYTHONDONTWRITEBYTECODE="1")
        cls.parent = Parent(COMPILED_RUNTIME, cls.common)
        cls.addClassCleanup(cls.parent.close)

    def program(self, source: str, **files: str) -> Path:
        """Returns the path of a program in a new directory, with other files beside it."""
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        for name, text in {"main.py": textwrap.dedent(source), **files}.items():
            folder.joinpath(name).parent.mkdir(exist_ok=True)
            folder.joinpath(name).write_text(text, encoding="utf-8")
        return folder / "main.py"

    def forked(self, program: Path, **variables: str) -> tuple[int, str, str]:
        return self.parent.start(program, variables).end()

    def started(self, program: Path, **variables: str) -> tuple[int, str, str]:
        found = subprocess.run(
            [sys.executable, str(program)],
            env={**self.common, **variables},
            stdin=subprocess.PIPE,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
        )
        return found.returncode if found.returncode >= 0 else 128 - found.returncode, found.stdout, found.stderr

    def assert_same(self, source: str, code: int = 0, files: Optional[dict[str, str]] = None) -> tuple[int, str, str]:
        """Compares a forked program with one that is started, and returns what it did."""
        program = self.program(source, **(files or {}))
        expected = self.started(program)
        self.assertEqual(self.forked(program), expected)
        self.assertEqual(expected[0], code, expected)
        return expected

    def test_process_is_that_of_a_started_program(self) -> None:
        settings = {
            "NANOSERVICE_HOST": "127.0.0.1",
            "NANOSERVICE_PORT": "0",
            "NANOSERVICE_TOKEN": "a-token",
            "NANOSERVICE_AUTHENTICATION": "internal",
            "NANOSERVICE_ADDRESSES": "addresses.json",
            "NANOSERVICE_TIMEOUT_MS": "1234",
            "NANOSERVICE_CALL_LIMIT_MS": "2345",
            "NANOSERVICE_MAX_BYTES": "3456",
            "NANOSERVICE_MAX_PUBLIC_BYTES": "456",
            "NANOSERVICE_HEAD_TIMEOUT_MS": "5678",
            "NANOSERVICE_BODY_TIMEOUT_MS": "6789",
            "NANOSERVICE_DRAIN_MS": "7",
            "NANOSERVICE_PROBE_TIMEOUT_MS": "8",
            "NANOSERVICE_CONNECTION_AGE_MS": "9",
            "NANOSERVICE_ENTRY_POINTS": "main,other",
            "NANOSERVICE_ERROR_DETAILS": "full",
            "NANOSERVICE_ALLOWED_HOSTS": "a.example",
            "NANOSERVICE_ALLOWED_ORIGINS": "https://b.example",
            "NANOSERVICE_LOG_LEVEL": "error",
            "NANOSERVICE_CONTENT_TYPES": "chart=image/png",
            "NANOSERVICE_LAMBDA_HANDLERS": "handler",
        }
        for variables in ({}, settings):
            program = self.program(FACTS, **{"modules/shop.py": "RATE = 3\n"} if variables else {})
            expected, found = (run(program, **variables) for run in (self.started, self.forked))
            self.assertEqual((expected[::2], found[::2]), ((0, ""), (0, "")))
            facts = json.loads(without_addresses(found[1]))
            for name, fact in json.loads(without_addresses(expected[1])).items():
                with self.subTest(name, settings=bool(variables)):
                    self.assertEqual(facts[name], fact)

    def test_uncaught_exception(self) -> None:
        _, _, errors = self.assert_same(IMPORTS + "def fail():\n    raise KeyError('x') from OSError('y')\n\nfail()\n", 1)
        self.assertNotIn("warm_parent", errors)

    def test_failure_before_the_program_runs(self) -> None:
        self.assert_same("def f(:\n", 1)
        self.assert_same("x = '\0'\n", 1)
        self.assert_same("# coding: unknown\n", 1)
        missing = self.folder / "missing/main.py"
        self.assertEqual(self.forked(missing), self.started(missing))

    def test_exit_codes(self) -> None:
        self.assert_same("import sys; sys.exit(5)\n", 5)
        self.assert_same("import sys; sys.exit('a reason')\n", 1)
        self.assert_same("import os; os._exit(6)\n", 6)
        self.assert_same("import os; os.kill(os.getpid(), 9)\n", 137)
        self.assert_same("import os, signal; os.kill(os.getpid(), signal.SIGTERM); signal.pause()\n", 143)
        self.assert_same("import os, signal; os.kill(os.getpid(), signal.SIGINT); signal.pause()\n", 130)
        self.assert_same("import sys; print('nothing to do')\n", 0)
        self.assert_same("import os; os.abort()\n", 134)

    def test_invalid_setting_is_reported_at_the_import_of_the_runtime(self) -> None:
        program = self.program("print('first', flush=True)\n" + IMPORTS + "print('never')\n")
        expected = self.started(program, NANOSERVICE_PORT="none")
        self.assertEqual(self.forked(program, NANOSERVICE_PORT="none"), expected)
        self.assertEqual(expected[:2], (1, "first\n"))

    def test_functions_see_their_own_source(self) -> None:
        self.assert_same(
            IMPORTS
            + """
import inspect, pickle, traceback, warnings

class Price:
    net = 3

def total(price):
    raise ValueError(price)

print(inspect.getsource(total), inspect.getfile(Price), inspect.getmodule(total), pickle.dumps(Price()))
warnings.warn("old", DeprecationWarning)
try:
    total(3)
except ValueError:
    traceback.print_exc()
"""
        )

    def test_only_the_line_that_runs_the_program_calls_it(self) -> None:
        program = self.program("import inspect\nprint([each.function for each in inspect.stack()])\n")
        self.assertEqual(self.started(program)[1], "['<module>']\n")
        self.assertEqual(self.forked(program)[1], "['<module>', '<module>']\n")

    def test_libraries_that_the_program_imports_before_the_runtime(self) -> None:
        """The runtime takes secrets and enters `modules/` at its own import."""
        program = self.program(
            "import os, sys\nprint('nanoservice' in sys.modules, os.getcwd())\n" + IMPORTS
            + "print(os.getcwd(), sys.path[:2], os.environ.get('NANOSERVICE_TOKEN'), len(sys.meta_path))\n"
            + "import shop\nprint(shop.RATE)\n"
            + "import nanoservice.client.stubs\nprint(nanoservice.client.stubs.remote is nanoservice.remote)\n",
            **{"modules/shop.py": "RATE = 3\n"},
        )
        expected = self.started(program, NANOSERVICE_TOKEN="a-token")
        self.assertEqual(self.forked(program, NANOSERVICE_TOKEN="a-token"), expected)
        self.assertEqual(expected[0], 0, expected[2])

    def test_modules_beside_the_program_hide_those_of_the_parent(self) -> None:
        for name in ("json", "click", "typing_extensions", "string", "h11", "flask", "nanoservice", "colorsys"):
            for path in (f"{name}.py", f"{name}/__init__.py"):
                with self.subTest(path):
                    program = f"import importlib\nprint(getattr(importlib.import_module({name!r}), 'HIDES', None))\n"
                    self.assert_same(program, files={path: "HIDES = True\n"})

    def test_modules_of_the_program_that_are_called_like_those_of_the_parent(self) -> None:
        for name in ("json", "click", "typing_extensions", "colorsys"):
            with self.subTest(name):
                source = IMPORTS + f"import {name}\nprint(getattr({name}, 'HIDES', None))\n"
                self.assert_same(source, files={f"modules/{name}.py": "HIDES = True\n"})

    def test_random_numbers_are_independent(self) -> None:
        program = self.program(
            IMPORTS
            + """
import os, random, secrets, ssl, tempfile, uuid
from nanoservice import context
print(random.random(), random.getrandbits(64), random.SystemRandom().random(), os.urandom(8), secrets.token_hex(8),
      ssl.RAND_bytes(8), uuid.uuid4(), uuid.uuid1(), next(tempfile._get_candidate_names()), context._random_id(128), sep="|")
"""
        )
        services = [self.forked(program) for _ in range(3)]
        self.assertEqual([code for code, _, _ in services], [0, 0, 0], services)
        for values in zip(*(output.strip().split("|") for _, output, _ in services)):
            self.assertEqual(len(set(values)), 3, values)

    def test_hashes_are_those_of_the_parent(self) -> None:
        """Services of one run share the seed; the next run has another one, unless the environment sets it."""
        program = self.program("print(hash('seed'))\n")
        first = self.forked(program)
        self.assertEqual(self.forked(program), first)
        other = Parent(COMPILED_RUNTIME, {**self.common, "PYTHONHASHSEED": "7"})
        self.addCleanup(other.close)
        seeded = subprocess.run(
            [sys.executable, str(program)], env={**self.common, "PYTHONHASHSEED": "7"}, capture_output=True, text=True
        )
        self.assertEqual(other.start(program, {}).end()[1], seeded.stdout)

    def test_child_processes_and_threads(self) -> None:
        self.assert_same(
            IMPORTS
            + """
import multiprocessing, os, subprocess, sys, threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

def double(value):
    return 2 * value

if __name__ == "__main__":
    for method in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context(method)
        with ProcessPoolExecutor(1, context) as pool:
            print(method, list(pool.map(double, range(3))))
        queue = context.Queue()
        child = context.Process(target=queue.put, args=(3,))
        child.start()
        print(queue.get(), child.join(), child.exitcode)
    with ThreadPoolExecutor(2) as pool:
        print(list(pool.map(double, range(3))), threading.main_thread().name)
    pid = os.fork()
    if not pid:
        os._exit(4)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    print(subprocess.run([sys.executable, "-c", "import os; print(sorted(map(int, os.listdir('/proc/self/fd'))))"],
                         capture_output=True, text=True).stdout)
"""
        )

    def test_end_of_the_program(self) -> None:
        self.assert_same(
            IMPORTS
            + """
import atexit, signal, threading, weakref, sys
atexit.register(print, "at exit")
class Kept:
    pass
kept = Kept()
weakref.finalize(kept, print, "finalized")
thread = threading.Thread(target=lambda: print("thread"))
thread.start()
thread.join()
signal.signal(signal.SIGUSR1, lambda number, frame: print("signal", flush=True))
signal.raise_signal(signal.SIGUSR1)
sys.stdout.write("without end of line")
""",
        )

    def test_interrupt(self) -> None:
        self.assert_same(
            "import signal\ntry:\n    signal.raise_signal(signal.SIGINT)\nexcept KeyboardInterrupt:\n    print('interrupted')\n"
        )

    def test_standard_input_is_open_and_empty_until_the_plugin_ends(self) -> None:
        program = self.program("import sys\nprint('reads', flush=True)\nprint(repr(sys.stdin.read()))\n")
        parent = Parent(COMPILED_RUNTIME, self.common)
        services = [parent.start(program, {}) for _ in range(2)]
        for service in services:
            self.assertEqual(service.read_line(), "reads\n")
        os.kill(services[0].pid, signal.SIGKILL)
        self.assertEqual(services[0].end()[0], 137)
        parent.close()
        with open(services[1].outputs[0], encoding="utf-8") as output:
            self.assertEqual(output.read(), "''\n")
        os.close(services[1].outputs[1])

    def test_log_takes_both_outputs(self) -> None:
        program = self.program("import sys\nprint('out', flush=True)\nprint('err', file=sys.stderr)\n")
        log = self.folder / "a.log"
        log.write_text("old\n" * 100, encoding="utf-8")
        self.assertEqual(self.parent.start(program, {}, log).end(), (0, "", ""))
        self.assertEqual(log.read_text(encoding="utf-8"), "out\nerr\n")

    def test_log_that_cannot_be_written(self) -> None:
        link = self.folder / "link.log"
        link.symlink_to(self.folder / "target.log")
        with self.assertRaisesRegex(OSError, "link.log"):
            self.parent.start(self.program("pass\n"), {}, link)
        self.assertFalse(self.folder.joinpath("target.log").exists())
        self.assertEqual(self.forked(self.program("print(1)\n")), (0, "1\n", ""))

    def test_interrupt_of_the_terminal_does_not_end_the_parent(self) -> None:
        self.parent.process.send_signal(signal.SIGINT)
        self.assertEqual(self.forked(self.program("print(1)\n")), (0, "1\n", ""))

    def test_services_stay_when_the_parent_is_killed(self) -> None:
        parent = Parent(COMPILED_RUNTIME, self.common)
        self.addCleanup(parent.close)
        service = parent.start(self.program("import sys\nprint('on', flush=True)\nsys.stdin.read()\nprint('off')\n"), {})
        self.assertEqual(service.read_line(), "on\n")
        parent.process.kill()
        parent.process.wait(PATIENCE)
        os.kill(service.pid, 0)
        os.close(parent.input)
        parent.input = os.open(os.devnull, os.O_RDONLY)
        with open(service.outputs[0], encoding="utf-8") as output:
            self.assertEqual(output.read(), "off\n")
        os.close(service.outputs[1])

    def test_parent_with_threads_or_a_tracer_does_not_fork(self) -> None:
        for start in ("import threading, time; threading.Thread(target=time.sleep, args=(99,), daemon=True).start()",
                      "import sys; sys.settrace(lambda *event: None)"):
            with tempfile.TemporaryDirectory() as folder:
                Path(folder, "sitecustomize.py").write_text(start, encoding="utf-8")
                path = os.pathsep.join((str(COMPILED_RUNTIME), folder))
                parent = subprocess.run(
                    [sys.executable, str(PARENT), ""], env={**self.common, "PYTHONPATH": path}, capture_output=True, text=True
                )
                self.assertEqual((parent.returncode, parent.stdout), (1, ""))
                self.assertIn("threads or traces", parent.stderr)

    def test_command_line_that_does_not_fit(self) -> None:
        """Without its own command line, the plugin would not know the service later."""
        folder = Path(tempfile.mkdtemp(dir=self.folder), "x" * 200, "y" * 200)
        folder.mkdir(parents=True)
        program = folder / "main.py"
        program.write_text("print(open('/proc/self/cmdline').read().split('\\0'))\n", encoding="utf-8")
        self.assertEqual(self.forked(program)[1], f"{[sys.executable, str(program), '']}\n")

    def test_services_end_while_others_start(self) -> None:
        program = self.program("print('x' * 100000)\n")
        for _ in range(20):
            self.assertEqual(self.forked(program)[0], 0)
        descriptors = Path(f"/proc/{self.parent.process.pid}/fd")
        before = len(list(descriptors.iterdir()))
        self.forked(program)
        await_condition(lambda: len(list(descriptors.iterdir())) <= before, "no descriptor is left open")


if __name__ == "__main__":
    unittest.main()
