"""The limit on the calls that a service runs at once."""
from __future__ import annotations

import json
import unittest
from collections.abc import Iterable
from typing import Any

import services  # noqa: F401  # sets the environment variables that the runtime reads

from nanoservice.server.concurrency_limit import MAX_CONCURRENT_CALLS, ConcurrencyLimit


class Body(list[bytes]):
    def close(self) -> None:
        pass


class ConcurrencyLimitTest(unittest.TestCase):
    def setUp(self) -> None:
        self.limit = ConcurrencyLimit(lambda environ, start_response: Body([b"1"]), "no-such-file")
        self.status = ""

    def call(self, path: str = "/") -> Iterable[bytes]:
        environ: dict[str, Any] = {"PATH_INFO": path, "REQUEST_METHOD": "GET"}
        self.status = ""

        def start_response(status: str, headers: list[tuple[str, str]]) -> None:
            self.status = status

        return self.limit(environ, start_response)

    def test_one_call_too_many_gets_503_problem(self) -> None:
        running = [self.call() for _ in range(MAX_CONCURRENT_CALLS)]
        self.assertEqual(self.status, "")
        problem = json.loads(b"".join(self.call()))
        self.assertEqual((self.status, problem["status"]), ("503 Service Unavailable", 503))
        self.assertIn(f"{MAX_CONCURRENT_CALLS} calls are running", problem["detail"])
        running.pop().close()  # type: ignore[attr-defined]  # WSGI servers call it if it exists
        self.assertEqual(b"".join(self.call()), b"1")

    def test_call_that_fails_to_answer_is_over(self) -> None:
        def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            raise SystemExit(1)

        self.limit = ConcurrencyLimit(application, "no-such-file")
        for _ in range(MAX_CONCURRENT_CALLS + 1):  # the last one would get 503
            with self.assertRaises(SystemExit):
                self.call()


if __name__ == "__main__":
    unittest.main()
