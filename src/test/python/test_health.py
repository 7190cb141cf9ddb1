"""The program that asks services whether they answer."""
from __future__ import annotations

import subprocess
import sys
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from services import PATIENCE, RUNTIME

PROGRAM = RUNTIME / "nanoservice" / "server" / "health.py"


class Starting(BaseHTTPRequestHandler):
    """A service that is busy at first: two questions go unanswered, the third gets a 503."""

    asked = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        if self.asked <= 2:
            self.close_connection = True
            return
        self.send_response(503 if self.asked == 3 or self.path != "/healthz" else 200)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


class HealthTest(unittest.TestCase):
    def setUp(self) -> None:
        Starting.asked = 0
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Starting)
        self.addCleanup(self.server.server_close)
        self.address = f"127.0.0.1:{self.server.server_port}"

    def ask(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", str(PROGRAM), *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)

    def test_it_waits_until_all_answer(self) -> None:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.shutdown)
        ended = self.ask(str(PATIENCE), self.address)
        self.assertEqual((ended.returncode, ended.stdout, ended.stderr), (0, "", ""))
        self.assertEqual(Starting.asked, 4)

    def test_it_tells_which_do_not_answer_in_time(self) -> None:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.shutdown)
        Starting.asked = 3
        ended = self.ask("0", self.address, "127.0.0.1:1", "no-such-host.invalid:5000")
        expected = (1, "127.0.0.1:1\nno-such-host.invalid:5000\n", "")
        self.assertEqual((ended.returncode, ended.stdout, ended.stderr), expected)

    def test_silent_service_is_reported_without_delay(self) -> None:
        ended = self.ask("0", self.address)  # listens, and nobody serves
        self.assertEqual((ended.returncode, ended.stdout), (1, f"{self.address}\n"))


if __name__ == "__main__":
    unittest.main()
