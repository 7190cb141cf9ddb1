"""The program of a service is a Flask application that any WSGI server runs."""
from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request
from importlib.util import find_spec
from pathlib import Path
from typing import Optional

from services import COMPILED_RUNTIME, set_addresses  # sets the environment that the runtime reads, so it comes first

from nanoservice import remote

PROGRAM = """\
from flask import Flask
from nanoservice import answer, run

app = Flask(__name__)


def double(value):
    value.append(1)
    return value * 2


@app.route("/", methods=["GET", "POST"])
def serve():
    return answer(double)


if __name__ == "__main__":
    run(app)
"""
WSGIREF = """\
import sys
from wsgiref.simple_server import make_server
from main import app

server = make_server("127.0.0.1", 0, app)
print(f"Listening at: http://127.0.0.1:{server.server_port}", file=sys.stderr, flush=True)
server.serve_forever()
"""
GUNICORN = ["-m", "gunicorn", "main:app", "--bind", "127.0.0.1:0"]


class OtherServersTest(unittest.TestCase):
    def test_wsgiref(self) -> None:
        self.serve_with(["-c", WSGIREF])

    @unittest.skipIf(find_spec("gunicorn") is None, "gunicorn is not installed; pip could not install requirements.txt")
    def test_gunicorn(self) -> None:
        self.serve_with(GUNICORN)

    def serve_with(self, server: list[str]) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        Path(folder.name, "main.py").write_text(PROGRAM, encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, *server],
            cwd=folder.name,
            env={"PYTHONPATH": str(COMPILED_RUNTIME)},
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        assert process.stderr is not None
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        url = next(found[0] for line in process.stderr if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
        self.assertEqual(get(f"{url}/?args=[[2]]"), (200, b"[2,1,2,1]"))
        self.assertEqual(get(f"{url}/?args=[[2]]", "http://evil.example")[0], 403)
        set_addresses({"double": f"{url}/"})
        argument = ["a"]
        self.assertEqual(remote("double")(argument), ["a", 1, "a", 1])
        self.assertEqual(argument, ["a", 1])


def get(url: str, origin: Optional[str] = None) -> tuple[int, bytes]:
    request = urllib.request.Request(url, headers={} if origin is None else {"Origin": origin})
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


if __name__ == "__main__":
    unittest.main()
