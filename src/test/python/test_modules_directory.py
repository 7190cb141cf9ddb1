"""The working directory of a service, and how its code finds the data beside its modules."""
from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import nanoservice

RUNTIME = Path(nanoservice.__file__).parents[1]


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
        (self.service / "main.py").write_text("\n".join(["import nanoservice", *lines, ""]), encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(RUNTIME), "PYTHONDONTWRITEBYTECODE": "1", **variables}
        result = subprocess.run(
            [sys.executable, os.path.join("service", "main.py")],
            cwd=self.root,
            env=environment,
            stdout=subprocess.PIPE,
            check=True,
            timeout=60,
        )
        return result.stdout.decode().strip()

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
