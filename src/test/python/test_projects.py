"""The harness of real projects: what is taken of a distribution, and how calls become tests."""
from __future__ import annotations

import io
import tarfile
import tempfile
import unittest
import zipfile
from pathlib import Path
from unittest import mock

from projects import fetch, tests
from projects.entry import Entry

_METADATA = "Name: tea\nRequires-Dist: six>=1.5\nRequires-Dist: pytest; extra == 'test'\n\nA text.\n"


class FetchedSources(unittest.TestCase):
    def setUp(self) -> None:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.folder = Path(directory.name)

    def fetch(self, archive: Path) -> dict[str, str]:
        sources = self.folder / "sources"
        with mock.patch.object(fetch, "_download", lambda *_: archive), mock.patch("builtins.print"):
            fetch.fetch(Entry("tea", "1.0", ("tea",), ()), self.folder, sources)
        files = [path for path in sources.rglob("*") if path.is_file()]
        return {path.relative_to(sources).as_posix(): path.read_text(encoding="utf-8") for path in files}

    def test_source_distribution_with_src(self) -> None:
        names = {
            "tea-1.0/PKG-INFO": _METADATA,
            "tea-1.0/src/tea/__init__.py": "",
            "tea-1.0/src/tea/data/kinds.json": "[]",
            "tea-1.0/tests/test_tea.py": "",
        }
        archive = self.folder / "tea-1.0.tar.gz"
        with tarfile.open(archive, "w:gz") as tar:
            for name, text in names.items():
                member = tarfile.TarInfo(name)
                member.size = len(text)
                tar.addfile(member, io.BytesIO(text.encode()))
        wanted = {"tea/__init__.py": "", "tea/data/kinds.json": "[]", "requirements.txt": "six>=1.5\n"}
        self.assertEqual(self.fetch(archive), wanted)

    def test_wheel_without_compiled_copies(self) -> None:
        archive = self.folder / "tea-1.0-cp311-none-any.whl"
        with zipfile.ZipFile(archive, "w") as wheel:
            for name in ("tea/__init__.py", "tea/leaf.py", "tea/leaf.cpython-311.so", "tea/only.cpython-311.so"):
                wheel.writestr(name, "")
            wheel.writestr("tea-1.0.dist-info/METADATA", "Name: tea\n\n")
        self.assertEqual(sorted(self.fetch(archive)), ["tea/__init__.py", "tea/leaf.py", "tea/only.cpython-311.so"])

    def test_distribution_without_the_packages(self) -> None:
        archive = self.folder / "tea-1.0-py3-none-any.whl"
        with zipfile.ZipFile(archive, "w") as wheel:
            wheel.writestr("tea-1.0.dist-info/METADATA", "Name: tea\n\n")
        with self.assertRaisesRegex(ValueError, "correct the entry tea"):
            self.fetch(archive)


class WrittenTests(unittest.TestCase):
    def run_tests(self, *calls: str) -> list[str]:
        """Runs the tests of some calls; returns their names."""
        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory) / "test_calls.py"
            tests.write(calls, file)
            names: dict[str, object] = {}
            exec(file.read_text(encoding="utf-8"), names)
        found = [name for name in names if name.startswith("test_")]
        for name in found:
            names[name]()  # type: ignore[operator]
        return found

    def test_a_call_of_each_kind(self) -> None:
        calls = ("statistics.mean([1, 2])", "itertools.count(datetime.date(2024, 1, 1).year)", "asyncio.sleep(0)")
        self.assertEqual(self.run_tests(*calls), ["test_1_mean", "test_2_count", "test_3_sleep"])

    def test_an_exception_does_not_end_the_tests(self) -> None:
        self.assertEqual(self.run_tests("statistics.mean([])"), ["test_1_mean"])

    def test_arguments_name_modules(self) -> None:
        self.assertEqual(tests._modules("(decimal.Decimal('1'), [str(x) for x in range(3)])"), ["decimal"])


if __name__ == "__main__":
    unittest.main()
