"""The runtime works with the lowest releases that it accepts. All other tests run with the newest ones."""
from __future__ import annotations

import os
import re
import subprocess
import tempfile
import unittest
import venv
from pathlib import Path

from services import RUNTIME

TESTS = ("test_http", "test_requests", "test_stub_calls", "test_streams", "test_lambda_events", "test_applications")


class LowestReleasesTest(unittest.TestCase):
    def test_requests_of_all_kinds(self) -> None:
        lines = (RUNTIME / "requirements.txt").read_text(encoding="ascii").splitlines()
        lowest = [re.sub(r">=([0-9.]+),.*", r"==\1", line) for line in lines if not line.startswith("#")]
        self.assertTrue(all(re.fullmatch(r"[A-Za-z0-9]+==[0-9.]+", each) for each in lowest), lowest)
        with tempfile.TemporaryDirectory() as folder:
            venv.create(folder, with_pip=True)
            python = next(path for path in (Path(folder, "bin/python"), Path(folder, "Scripts/python.exe")) if path.exists())
            pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *lowest]
            installed = subprocess.run(pip, capture_output=True, text=True)
            if installed.returncode != 0:
                self.skipTest(f"pip has no package index with {', '.join(lowest)}: {installed.stderr[-500:]}")
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(RUNTIME), str(Path(__file__).parent)])}
            tests = subprocess.run(
                [str(python), "-m", "unittest", *TESTS], env=environment, capture_output=True, text=True
            )
            self.assertEqual(tests.returncode, 0, tests.stderr[-3000:])


if __name__ == "__main__":
    unittest.main()
