"""The limit on the calls that a service runs at once."""
from __future__ import annotations

import io
import json
import socket
import unittest
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import services  # noqa: F401  # sets the environment variables that the runtime reads

from nanoservice.server.concurrency_limit import MAX_CONCURRENT_CALLS, ConcurrencyLimit
from nanoservice.server.server_socket import BufferedSocket


class Body(list[bytes]):
    def close(self) -> None:
        pass


class ConcurrencyLimitTest(unittest.TestCase):
    def setUp(self) -> None:
        self.limit = ConcurrencyLimit(lambda environ, start_response: Body([b"1"]), "no-such-file")
        ours, other = socket.socketpair()
        self.connection = BufferedSocket(ours.family, ours.type, ours.proto, ours.detach())
        self.addCleanup(self.connection.close)
        self.addCleanup(other.close)
        self.status = ""

    def call(self, path: str = "/") -> Iterable[bytes]:
        environ: dict[str, Any] = {
            "PATH_INFO": path,
            "REQUEST_METHOD": "GET",
            "wsgi.input": SimpleNamespace(reader=io.BytesIO()),
            "gunicorn.socket": self.connection,
        }
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

    def test_busy_service_answers_health_checks(self) -> None:
        running = [self.call() for _ in range(MAX_CONCURRENT_CALLS)]
        self.assertEqual(json.loads(b"".join(self.call("/healthz"))), {"status": "ok"})
        self.assertEqual((self.status, len(running)), ("200 OK", MAX_CONCURRENT_CALLS))


if __name__ == "__main__":
    unittest.main()
