"""The threads of a service, and how many of them work for the server itself."""
from __future__ import annotations

import queue
import socket
import threading
import unittest
import urllib.request
from collections.abc import Callable
from typing import Any
from unittest import mock

from services import PATIENCE, Service  # also sets the environment variables that the runtime reads

from nanoservice.server.connections import Connections
from nanoservice.server.http11 import Http11
from nanoservice.server.listener import listen
from nanoservice.server.load import Load
from nanoservice.server.threads import Threads

_CALLERS = 100


def _await_end(others: list[threading.Thread]) -> None:
    """Waits until only other threads run. Raises TimeoutError if one remains: it would keep the process from ending."""
    for thread in threading.enumerate():
        if thread not in others:
            thread.join(PATIENCE)
            if thread.is_alive():
                raise TimeoutError(f"{thread} still runs")


class ThreadsTest(unittest.TestCase):
    def setUp(self) -> None:
        self.ran: queue.Queue[str] = queue.Queue()

    def threads(self, most: int) -> Threads[Callable[[], None]]:
        threads: Threads[Callable[[], None]] = Threads(most, lambda job: job())
        self.addCleanup(_await_end, threading.enumerate())
        self.addCleanup(threads.stop)
        threads.start()
        return threads

    def test_jobs_that_wait_for_one_another_run_at_the_same_time(self) -> None:
        meeting = threading.Barrier(20, timeout=PATIENCE)
        threads = self.threads(20)
        for _ in range(20):
            threads.submit(lambda: self.ran.put(str(meeting.wait() >= 0)))
        self.assertEqual([self.ran.get(timeout=PATIENCE) for _ in range(20)], ["True"] * 20)

    def test_further_jobs_wait_until_a_thread_is_free(self) -> None:
        blocked = threading.Event()
        threads = self.threads(1)
        threads.submit(lambda: self.ran.put(str(blocked.wait(PATIENCE))))
        threads.submit(lambda: self.ran.put("second"))
        self.assertTrue(self.ran.empty())
        blocked.set()
        self.assertEqual([self.ran.get(timeout=PATIENCE) for _ in range(2)], ["True", "second"])

    def test_jobs_run_although_the_system_allows_no_further_thread(self) -> None:
        threads = self.threads(5)
        with mock.patch.object(threading.Thread, "start", side_effect=RuntimeError("can't start new thread")):
            for number in range(3):
                threads.submit(lambda number=number: self.ran.put(str(number)))  # type: ignore[misc]
            self.assertEqual([self.ran.get(timeout=PATIENCE) for _ in range(3)], ["0", "1", "2"])
        meeting = threading.Barrier(5, timeout=PATIENCE)
        for _ in range(5):
            threads.submit(lambda: self.ran.put(str(meeting.wait() >= 0)))
        self.assertEqual([self.ran.get(timeout=PATIENCE) for _ in range(5)], ["True"] * 5)


class LoadTest(unittest.TestCase):
    def test_thread_does_not_count_in_nested_pauses(self) -> None:
        load = Load()
        load.add(1)
        with load:
            with load:
                self.assertEqual(load.threads, 0)
            self.assertEqual(load.threads, 0)
        self.assertEqual(load.threads, 1)

    def test_thread_counts_again_after_an_exception(self) -> None:
        load = Load()
        load.add(1)
        with self.assertRaises(KeyError), load:
            raise KeyError
        self.assertEqual(load.threads, 1)

    def test_pause_of_one_thread_is_none_of_another(self) -> None:
        load = Load()
        load.add(2)
        with load:
            counts: list[int] = []

            def pause() -> None:
                with load:
                    counts.append(load.threads)

            other = threading.Thread(target=pause)
            other.start()
            other.join()
            self.assertEqual(counts, [0])
        self.assertEqual(load.threads, 2)


class WaitingCallsTest(unittest.TestCase):
    """Calls that wait for one another, in each place where the program's code runs, all begin."""

    def meet(self, function: str) -> list[str]:
        service = Service("waiting", _WAITING)
        self.addCleanup(service.stop)
        answers: queue.Queue[str] = queue.Queue()
        url = f"http://127.0.0.1:{service.port}/{function}?args=[{_CALLERS}]"

        def call() -> None:
            with urllib.request.urlopen(url, timeout=PATIENCE) as response:
                answers.put(response.read().decode("ascii"))

        for _ in range(_CALLERS):
            threading.Thread(target=call, daemon=True).start()
        return [answers.get(timeout=PATIENCE) for _ in range(_CALLERS)]

    def test_functions(self) -> None:
        self.assertEqual(self.meet("function"), ["1"] * _CALLERS)

    def test_asynchronous_functions(self) -> None:
        self.assertEqual(self.meet("coroutine"), ["1"] * _CALLERS)

    def test_streams(self) -> None:
        self.assertEqual(self.meet("stream"), ["[1]"] * _CALLERS)

    def test_properties_that_are_read_when_a_value_is_written(self) -> None:
        self.assertEqual(self.meet("instance"), ['{"met":1}'] * _CALLERS)


class FullServiceTest(unittest.TestCase):
    """A service with as many connections as it can have, all with requests."""

    def test_the_oldest_waiting_request_is_refused(self) -> None:
        answer = threading.Event()

        def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
            answer.wait(PATIENCE)
            start_response("200 OK", [("Content-Length", "0")])
            return []

        listener = listen("127.0.0.1", 0)
        address = listener.getsockname()
        first, *others = [self.send("/", address) for _ in range(4)]  # all have arrived when the service begins
        connections = Connections(listener, Http11(application, address), calls=1, limit=3)
        self.addCleanup(_await_end, threading.enumerate())
        self.addCleanup(connections.stop, 0.0)
        threading.Thread(target=connections.run).start()
        self.assertIn(b"503 Service Unavailable", first.recv(1000))
        self.assertIn(b"200 OK", self.send("/healthz", address).recv(1000))
        answer.set()
        for each in others:
            self.assertIn(b"200 OK", each.recv(1000))

    def send(self, path: str, address: tuple[str, int]) -> socket.socket:
        caller = socket.create_connection(address, PATIENCE)
        self.addCleanup(caller.close)
        caller.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode("ascii"))
        return caller


_WAITING = '''
import threading
from flask import Flask
from nanoservice import answer_one_of, run

app = Flask(__name__)
_arrived = threading.Condition()
_count = 0


def meet(callers):
    """Waits until as many calls are here."""
    global _count
    with _arrived:
        _count += 1
        _arrived.notify_all()
        assert _arrived.wait_for(lambda: _count >= callers, 60)
    return 1


async def coroutine(callers):
    return meet(callers)


def stream(callers):
    yield meet(callers)


class Items(dict):
    def items(self):
        return [("met", meet(self["callers"]))]


def instance(callers):
    return Items(callers=callers)


@app.route("/<function>")
def serve(function):
    functions = {"function": meet, "coroutine": coroutine, "stream": stream, "instance": instance}
    return answer_one_of(functions, function)


if __name__ == "__main__":
    run(app)
'''


if __name__ == "__main__":
    unittest.main()
