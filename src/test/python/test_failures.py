"""Services that die, stop or start again, as real processes, and what their caller sees."""
from __future__ import annotations

import threading
import unittest
from pathlib import Path
from typing import Any, Callable, Optional

from services import PATIENCE, Service, ServiceTestCase, await_condition

from nanoservice import remote
from nanoservice.client import transport
from nanoservice.context import enter, received


class Outcome:
    """What a call in a thread of its own came to: its value, or what it raised."""

    def __init__(self, call: Callable[[], object], milliseconds: int = 20_000) -> None:
        self._call = call
        self._milliseconds = milliseconds
        self._value: object = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        enter(received({"Nanoservice-Timeout-Ms": str(self._milliseconds)}.get))
        try:
            self._value = self._call()
        except Exception as error:
            self._value = error

    def get(self) -> object:
        self._thread.join(PATIENCE)
        if self._thread.is_alive():
            raise AssertionError("the call hangs")
        return self._value


class FailureTest(ServiceTestCase):
    program = """
        import os
        import time


        def wait_for(path):
            print("waiting", path, flush=True)
            while not os.path.exists(path):
                time.sleep(0.01)
            return "done"


        def relay(path):
            return wait_for(path)


        def count_to(end):
            for number in range(end):
                yield number
            print("counted", flush=True)
            while True:
                time.sleep(0.01)
                yield "x" * 100_000
        """

    @classmethod
    def setUpClass(cls) -> None:
        pass

    def setUp(self) -> None:
        self.start()  # each test ends some of them
        self.addCleanup(self.doClassCleanups)

    @property
    def path(self) -> Path:
        return self.services["wait_for"].file.with_name("go-" + self.id())

    def begin(self, name: str, milliseconds: int = 20_000) -> Outcome:
        """Begins a call and returns as soon as `wait_for` runs."""
        outcome = Outcome(lambda: remote(name)(str(self.path)), milliseconds)
        self.services["wait_for"].wait_for(lambda line: line == f"waiting {self.path}")
        return outcome

    def test_killed_in_the_middle_of_a_call(self) -> None:
        outcome = self.begin("wait_for")
        self.services["wait_for"].process.kill()
        error = outcome.get()
        self.assertIsInstance(error, ConnectionError)
        self.assertRegex(str(error), "service 'wait_for' failed during the call: .* was not repeated")

    def test_killed_behind_a_service_that_waits_for_it(self) -> None:
        outcome = self.begin("relay")
        self.services["wait_for"].process.kill()
        error = outcome.get()
        self.assertIsInstance(error, ConnectionError)
        self.assertRegex(str(error), "service 'wait_for' failed during the call", "names the service that failed")

    def test_killed_in_the_middle_of_a_stream(self) -> None:
        items = self.count_to(2)
        self.assertEqual((next(items), next(items)), (0, 1))
        self.services["count_to"].process.kill()
        with self.assertRaisesRegex(ConnectionError, "service 'count_to' failed during the call"):
            for _ in items:
                pass

    def test_stopped_for_five_seconds(self) -> None:
        outcome = self.begin("wait_for")
        service = self.services["wait_for"]
        service.suspend()
        self.addCleanup(service.resume)
        self.path.touch()
        later = Outcome(lambda: remote("wait_for")(str(self.path)))  # comes while it is stopped
        threading.Timer(5, service.resume).start()
        self.assertEqual((outcome.get(), later.get()), ("done", "done"))

    def test_stopped_until_no_time_was_left(self) -> None:
        service = self.services["wait_for"]
        self.path.touch()
        self.assertEqual(remote("wait_for")(str(self.path)), "done")
        service.suspend()
        self.addCleanup(service.resume)
        error = Outcome(lambda: remote("wait_for")(str(self.path)), milliseconds=300).get()
        self.assertIsInstance(error, TimeoutError)
        self.assertRegex(str(error), "service 'wait_for' did not answer before the deadline")

    def test_started_again(self) -> None:
        service, port = self.services["wait_for"], self.services["wait_for"].port
        self.path.touch()
        self.assertEqual(remote("wait_for")(str(self.path)), "done")
        service.process.terminate()
        self.assertEqual(service.wait(), 0)
        refused = threading.Event()
        outcome = Outcome(lambda: self.telling(refused, lambda: remote("wait_for")(str(self.path))))
        refused.wait(PATIENCE)
        again = Service("wait_for", service.file.read_text(encoding="utf-8"), NANOSERVICE_PORT=str(port))
        self.addCleanup(again.stop)
        self.assertEqual(outcome.get(), "done")
        await_condition(lambda: len(again.events("call")) == 1, "the call is logged")

    def telling(self, refused: threading.Event, call: Callable[[], object]) -> object:
        """Calls, and tells when a first try to connect was refused."""
        connect = transport._connect

        def connect_and_tell(*args: Any) -> Any:
            try:
                return connect(*args)
            except OSError:
                refused.set()
                raise

        transport._connect = connect_and_tell
        self.addCleanup(setattr, transport, "_connect", connect)
        return call()

    def test_gone_for_good(self) -> None:
        service = self.services["wait_for"]
        self.assertGreater(service.port, 0)
        service.process.kill()
        service.wait()
        self.addCleanup(setattr, transport, "CONNECT_RETRY_SECONDS", transport.CONNECT_RETRY_SECONDS)
        transport.CONNECT_RETRY_SECONDS = 0.3
        error = Outcome(lambda: remote("wait_for")("x")).get()  # long before its deadline
        self.assertIsInstance(error, ConnectionError)
        self.assertRegex(str(error), "service 'wait_for' cannot be reached: .*refused")

    def test_the_deadline_of_the_outermost_call_is_that_of_all(self) -> None:
        outcome = self.begin("relay", milliseconds=1500)
        error = outcome.get()
        self.assertIsInstance(error, TimeoutError)
        await_condition(lambda: self.refused() is not None, "relay gives up as well")
        self.assertEqual(self.refused(), 500)
        self.path.touch()

    def test_a_function_runs_to_its_end_when_its_caller_has_given_up(self) -> None:
        outcome = self.begin("wait_for", milliseconds=1000)
        self.assertIsInstance(outcome.get(), TimeoutError)
        self.path.touch()
        calls = self.services["wait_for"].events
        await_condition(lambda: [call["status"] for call in calls("call")] == [200], "it has ended")

    def refused(self) -> Optional[int]:
        calls = self.services["relay"].events("call")
        return calls[-1]["status"] if calls else None


if __name__ == "__main__":
    unittest.main()
