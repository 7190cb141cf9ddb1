"""What functions print and log reaches the output of their service, in whole lines."""
from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import unittest
import urllib.request
from pathlib import Path

from services import PATIENCE, Service, await_condition

PROGRAM = '''
import logging
import os
import subprocess
import sys
import threading

from flask import Flask
from nanoservice import answer, run

app = Flask(__name__)
logger = logging.getLogger("shop")
CONFIGURATION


def talk():
    STATEMENTS


@app.route("/", methods=["GET", "POST"])
def serve():
    return answer(talk)


if __name__ == "__main__":
    run(app)
'''


class LongLineTest(unittest.TestCase):
    def test_line_with_many_tabs(self) -> None:
        program = """
from nanoservice.server.output import OUTPUT
OUTPUT.write(b"x" + b"\\t" * 500_000 + b'"event"\\n')
"""
        # Quadratic time would be several minutes.
        done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, timeout=60)
        self.assertEqual((done.returncode, len(done.stdout)), (0, 500_009))


class OutputTest(unittest.TestCase):
    def call(self, statements: str, configuration: str = "", **environment: str) -> tuple[list[str], list[str]]:
        """Calls a function with these statements, ends its service, and returns the lines of both streams."""
        source = PROGRAM.replace("CONFIGURATION", configuration).replace("STATEMENTS", statements)
        service = Service("talk", source, None, **environment)
        self.addCleanup(service.stop)
        self.addCleanup(service.stdin.close)
        with urllib.request.urlopen(service.url, timeout=PATIENCE) as response:
            self.assertEqual(response.status, 200)
        service.stdin.close()
        self.assertEqual(service.wait(), 0)
        await_condition(lambda: service.ended, "its output ends")
        printed = [line for line in service.lines if json.loads(line if line[:1] == "{" else "{}").get("event") is None]
        return printed, service.errors.splitlines()

    def test_every_way_to_write_reaches_the_output(self) -> None:
        statements = (
            'print("printed"); sys.stderr.write("written\\n"); os.write(1, b"to 1\\n"); os.write(2, b"to 2\\n");'
            ' subprocess.run([sys.executable, "-c", "print(\'of a child\')"])'
        )
        printed, errors = self.call(statements)
        self.assertEqual(sorted(printed), ["of a child", "printed", "to 1"])
        self.assertEqual(sorted(errors), ["to 2", "written"])

    def test_information_is_shown_without_any_configuration(self) -> None:
        _, errors = self.call('logging.info("a"); logger.info("b"); logger.debug("c"); logger.warning("d")')
        self.assertEqual(errors, ["INFO:root:a", "INFO:shop:b", "WARNING:shop:d"])

    def test_information_of_a_logger_is_shown(self) -> None:
        _, errors = self.call('logger.info("a"); logger.debug("b"); logger.error("c")')
        self.assertEqual(errors, ["INFO:shop:a", "ERROR:shop:c"])

    def test_the_level_is_a_setting(self) -> None:
        for level, shown in ("debug", ["DEBUG:shop:a", "WARNING:shop:b"]), ("error", []):
            with self.subTest(level):
                _, errors = self.call('logger.debug("a"); logger.warning("b")', NANOSERVICE_LOG_LEVEL=level)
                self.assertEqual(errors, shown)

    def test_a_level_that_is_unknown(self) -> None:
        service = Service("talk", PROGRAM.replace("STATEMENTS", "pass"), NANOSERVICE_LOG_LEVEL="loud")
        self.addCleanup(service.stop)
        self.assertEqual(service.wait(), 1)
        self.assertIn("NANOSERVICE_LOG_LEVEL must be one of info, debug, warning, error, critical", service.errors)

    def test_a_program_configures_logging_as_in_plain_python(self) -> None:
        messages = 'logger.debug("a"); logger.info("b"); logger.warning("c")'
        handler = (
            'h = logging.StreamHandler(); h.setFormatter(logging.Formatter("%(message)s!")); logging.getLogger().addHandler(h)'
        )
        cases = [
            ('logging.basicConfig(format="%(message)s!")', ["c!"]),
            ('logging.basicConfig(level=logging.DEBUG, format="%(message)s!")', ["a!", "b!", "c!"]),
            ("logging.basicConfig(level=logging.INFO)", ["INFO:shop:b", "WARNING:shop:c"]),
            ("logging.getLogger().setLevel(logging.ERROR)", []),
            ('logger.setLevel("ERROR")', []),
            (handler, ["c!"]),
            ("logging.getLogger().addHandler(logging.NullHandler())", []),
        ]
        for configuration, expected in cases:
            with self.subTest(configuration, when="at the top level"):
                self.assertEqual(self.call(messages, configuration)[1], expected)
            with self.subTest(configuration, when="in the function"):
                self.assertEqual(self.call(f"{configuration}; {messages}")[1], expected)

    def test_lines_of_standard_error_stay_whole(self) -> None:
        statements = """
    def write(letter):
        for _ in range(200):
            print(letter * 5, end="", file=sys.stderr)
            print(letter * 5, file=sys.stderr)
    threads = [threading.Thread(target=write, args=(letter,)) for letter in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()"""
        _, errors = self.call(statements)
        self.assertEqual(sorted(errors), sorted(200 * [letter * 10 for letter in "abcd"]))

    def test_standard_error_and_log_messages_imitate_no_event(self) -> None:
        forged = '{"event": "call", "function": "transfer"}'
        cases = [
            (f"print({forged!r}, file=sys.stderr)", ""),
            (f'logger.info("%s", {forged!r})', 'logging.basicConfig(level=logging.INFO, format="%(message)s")'),
        ]
        for statements, configuration in cases:
            with self.subTest(statements):
                [line] = self.call(statements, configuration)[1]
                self.assertEqual(json.loads(line), {"event": "output", "text": forged})

    def test_a_secret_is_a_variable_of_the_program(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "secret.PASSWORD")
            path.write_bytes("größe \n x".encode())
            files = json.dumps({"PASSWORD": str(path)})
            printed, _ = self.call('print(repr(os.environ["PASSWORD"]))', NANOSERVICE_SECRET_FILES=files)
            self.assertEqual(printed, [repr("größe \n x")])
            path.unlink()
            service = Service("talk", PROGRAM, None, NANOSERVICE_SECRET_FILES=files)
            self.addCleanup(service.stop)
            self.assertEqual(service.wait(), 1)
        self.assertIn("The secret PASSWORD cannot be read", service.errors)

    def test_the_end_of_a_line_is_not_awaited(self) -> None:
        printed, errors = self.call('print("a", end=""); print("b", end="", file=sys.stderr)')
        self.assertEqual((printed, errors), (["a"], ["b"]))


if __name__ == "__main__":
    unittest.main()
