"""The working directory of a service, and how its code finds the data beside its modules."""
from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from services import COMPILED_RUNTIME


class ModulesDirectoryTest(unittest.TestCase):
    """A program beside a directory `modules/`, or without one, that is started from elsewhere."""

    def setUp(self) -> None:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.root = Path(os.path.realpath(directory.name))
        self.service = self.root / "service"
        self.service.mkdir()

    def printed(self, *lines: str, **variables: str) -> str:
        """Returns what the lines print after the import of the runtime."""
        with self.started(*lines, **variables) as process:
            printed, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0)
        return printed.strip()

    def started(self, *lines: str, **variables: str) -> subprocess.Popen[str]:
        """Starts a program of these lines from the directory above, by a relative path."""
        (self.service / "main.py").write_text("\n".join(["import nanoservice", *lines, ""]), encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(COMPILED_RUNTIME), **variables}
        return subprocess.Popen(
            [sys.executable, os.path.join("service", "main.py")],
            cwd=self.root,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def data(self, path: str, text: str) -> None:
        file = self.service / "modules" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def test_directory_stays_without_modules(self) -> None:
        self.assertEqual(self.printed("import os", "print(os.getcwd())"), str(self.root))

    def test_file_at_the_root_of_the_sources_is_found(self) -> None:
        self.data("rates.csv", "book,5")
        self.assertEqual(self.printed("print(open('rates.csv').read())"), "book,5")

    def test_data_of_a_package_are_found(self) -> None:
        self.data("shop/rates.csv", "book,5")
        self.data("shop/tables/__init__.py", "")
        self.data("shop/tables/prices.csv", "pen,2")
        self.assertEqual(
            self.printed(
                "import pkgutil",
                "nanoservice.module('shop.prices')",
                "print(pkgutil.get_data('shop.tables', 'prices.csv').decode())",
            ),
            "pen,2",
        )

    def test_contract_is_found_wherever_the_service_starts(self) -> None:
        self.data("rates.csv", "book,5")
        (self.service / "openapi.json").write_text('{"openapi": "3.1.0"}', encoding="ascii")
        settings = {"NANOSERVICE_HOST": "127.0.0.1", "NANOSERVICE_PORT": "0", "NANOSERVICE_STOP_ON_EOF": "1"}
        with self.started("from flask import Flask", "nanoservice.run(Flask('shop'))", **settings) as process:
            assert process.stdin is not None and process.stdout is not None
            event = json.loads(process.stdout.readline())
            connection = http.client.HTTPConnection("127.0.0.1", event["port"], timeout=60)
            connection.request("GET", "/openapi.json")
            contract = connection.getresponse().read()
            connection.close()
            process.stdin.close()
            process.stdout.read()
        self.assertEqual((event["service"], contract), ("service", b'{"openapi": "3.1.0"}'))

    def test_relative_paths_in_variables_begin_where_the_service_starts(self) -> None:
        self.data("rates.csv", "book,5")
        self.assertEqual(
            self.printed(
                "from nanoservice.settings import SETTINGS",
                "print(SETTINGS.addresses)",
                NANOSERVICE_ADDRESSES="addresses.json",
            ),
            str(self.root / "addresses.json"),
        )


if __name__ == "__main__":
    unittest.main()
