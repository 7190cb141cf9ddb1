"""The runtime on other systems: services in a Python that lacks what Windows or macOS lack."""
from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import ClassVar
from unittest.mock import patch

from services import COMPILED_RUNTIME, PATIENCE, Service, ServiceTestCase, await_condition
from systems import MACOS, WINDOWS, lacking

from nanoservice.server import connection
from nanoservice.server.waiting_places import WaitingPlaces
from nanoservice.system import STOP_SIGNALS, raise_file_limit

_OPEN = 700  # connections at once: more than `select` of Windows can watch


class SystemTest(ServiceTestCase):
    """The system that runs the tests, with all that it has.

    system: what is removed.
    absent: names of modules and of what is in them, which are removed.
    signals: the names of those that end a service.
    """

    system = ""
    absent: ClassVar[list[str]] = []
    signals: ClassVar[tuple[str, ...]] = tuple(each.name for each in STOP_SIGNALS)
    folder: ClassVar[str]
    program = """
        import importlib
        import os
        import signal
        import threading
        import time


        def present(names):
            found = []
            for name in names:
                module, _, attribute = name.partition(".")
                try:
                    if hasattr(importlib.import_module(module), attribute or "__name__"):
                        found.append(name)
                except ImportError:
                    pass
            return found


        def echo(value):
            return value


        def count(end):
            for number in range(end):
                yield number


        async def later(value):
            return value


        def relayed(value, end):
            return echo(value), list(count(end))


        def at_once(callers):
            answers = []
            threads = [threading.Thread(target=lambda n=n: answers.append(echo(n))) for n in range(callers)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            return sorted(answers)


        def ending(name, path):
            number = getattr(signal, name)
            signal.raise_signal(number)  # reaches this thread, and must wake the one that handles it
            while signal.getsignal(number) != signal.SIG_IGN:
                time.sleep(0.01)
            print("ending", flush=True)
            while not os.path.exists(path):
                time.sleep(0.01)
            return "done"
        """

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        path = os.pathsep.join([lacking(Path(folder.name), cls.system), str(COMPILED_RUNTIME)])
        cls.environment = {"PYTHONPATH": path, "NANOSERVICE_HEAD_TIMEOUT_MS": "500"}
        cls.folder = folder.name
        super().setUpClass()

    def test_what_the_system_lacks_is_not_there(self) -> None:
        self.assertEqual(self.present([*self.absent, "os.getpid"]), ["os.getpid"])

    def test_calls_between_services(self) -> None:
        self.assertEqual(self.relayed({"a": (1, "é")}, 500), ({"a": (1, "é")}, list(range(500))))

    def test_asynchronous_function(self) -> None:
        with urllib.request.urlopen(self.services["later"].url + "?args=[7]", timeout=PATIENCE) as response:
            self.assertEqual(json.load(response), 7)

    def test_megabytes_there_and_back(self) -> None:
        text = "x" * 20_000_000
        self.assertTrue(self.relayed(text, 0)[0] == text)

    def test_many_callers_in_one_process(self) -> None:
        self.assertEqual(self.at_once(100), list(range(100)))

    def test_many_callers(self) -> None:
        with ThreadPoolExecutor(50) as callers:
            self.assertEqual(list(callers.map(self.echo, range(1000))), list(range(1000)))

    def test_health(self) -> None:
        with urllib.request.urlopen(self.services["echo"].url + "healthz", timeout=PATIENCE) as response:
            self.assertEqual(response.status, 200)

    def test_head_that_does_not_arrive_in_time(self) -> None:
        with socket.create_connection(("127.0.0.1", self.services["echo"].port), PATIENCE) as slow:
            slow.sendall(b"GET / HTTP/1.1\r\n")
            self.assertTrue(slow.recv(65_536).startswith(b"HTTP/1.1 408 "))

    def test_caller_that_reads_late_gets_all(self) -> None:
        with socket.create_connection(("127.0.0.1", self.services["count"].port), PATIENCE) as late:
            late.sendall(b"GET /?args=[300000] HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            time.sleep(0.5)
            parts = []
            while part := late.recv(1_000_000):
                parts.append(part)
        self.assertIn(b"299999", b"".join(parts))

    def test_more_connections_than_a_selector_can_watch(self) -> None:
        service = self.services["echo"]
        self.assertGreaterEqual(raise_file_limit(_OPEN + 200), _OPEN + 200)
        with contextlib.ExitStack() as opened:
            for _ in range(_OPEN):
                opened.enter_context(socket.create_connection(("127.0.0.1", service.port), PATIENCE))
            self.assertEqual(self.echo("still"), "still")

    def test_a_signal_lets_running_calls_end(self) -> None:
        for name in self.signals:
            with self.subTest(name):
                service = Service("ending", self.services["ending"].file.read_text(), None, **self.environment)
                self.addCleanup(service.stop)
                path = Path(self.folder, name)
                url = f"{service.url}?args=" + urllib.parse.quote(json.dumps([name, str(path)]))
                answers: list[bytes] = []

                def call(url: str = url, answers: list[bytes] = answers) -> None:
                    with urllib.request.urlopen(url, timeout=PATIENCE) as response:
                        answers.append(response.read())

                caller = threading.Thread(target=call, daemon=True)
                caller.start()
                service.wait_for(lambda line: line == "ending")
                await_condition(partial(_refuses, service.port), "new connections are refused")
                self.assertEqual(answers, [])
                path.touch()
                caller.join(PATIENCE)
                self.assertEqual(answers, [b'"done"'])
                self.assertEqual(service.wait(), 0)
                self.assertEqual(service.errors, "")

    def test_end_of_input_ends_the_service(self) -> None:
        service = Service("echo", self.services["echo"].file.read_text(), None, **self.environment)
        self.addCleanup(service.stop)
        self.assertGreater(service.port, 0)
        service.stdin.close()
        self.assertEqual(service.wait(), 0)
        self.assertEqual(service.errors, "")


@unittest.skipIf(sys.platform == "win32", "it lacks this already")
class WindowsTest(SystemTest):
    system = WINDOWS
    absent: ClassVar[list[str]] = [
        "select.poll", "select.epoll", "os.fork", "os.register_at_fork", "os.set_blocking", "os.sysconf", "resource", "fcntl",
        "signal.pthread_sigmask", "signal.SIGKILL", "socket.MSG_DONTWAIT", "socket.AF_UNIX", "selectors.PollSelector",
    ]  # fmt: skip
    signals = ("SIGTERM", "SIGINT", "SIGBREAK")


@unittest.skipIf(sys.platform == "win32", "Windows lacks more")
class MacosTest(SystemTest):
    system = MACOS
    absent: ClassVar[list[str]] = ["select.epoll", "selectors.EpollSelector", "os.pipe2", "ctypes"]
    signals = ("SIGTERM", "SIGINT")


class _Unwakeable(socket.socket):
    """A socket as that of Windows, which does not wake a thread by `shutdown`."""

    def shutdown(self, how: int) -> None:
        pass


class LostPlaceTest(unittest.TestCase):
    def test_thread_that_nothing_wakes_gives_up(self) -> None:
        places = WaitingPlaces(1)
        ours, theirs = socket.socketpair()
        self.addCleanup(theirs.close)
        slow = connection.Connection(
            _Unwakeable(ours.family, ours.type, ours.proto, ours.detach()), ("127.0.0.1", 1), places
        )
        self.addCleanup(slow.close)
        failures: list[type[BaseException]] = []

        def send() -> None:
            try:
                slow.send(b"x" * 10_000_000, None)
            except OSError as error:
                failures.append(type(error))

        def has_lost_its_place() -> bool:
            places.enter(send, time.monotonic())  # once the thread waits, this takes its place
            places.leave(send)
            return bool(failures)

        with patch.object(connection, "_LONGEST_WAIT", 0.05):
            threading.Thread(target=send, daemon=True).start()
            await_condition(has_lost_its_place, "the thread gives up")
        self.assertEqual(failures, [connection.TooSlow])


def _refuses(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), PATIENCE).close()
    except ConnectionRefusedError:
        return True
    return False


if __name__ == "__main__":
    unittest.main()
