"""The tables of standard library modules and of distributions, against their sources and against this interpreter."""

import ast
import importlib.util
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from types import ModuleType

TABLES = Path(__file__).parents[2] / "tables"


def load(name: str) -> ModuleType:
    """Import a script; its name may be that of an installed module."""
    spec = importlib.util.spec_from_file_location(f"tables_{name}", TABLES / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


stdlib = load("stdlib")
distributions = load("distributions")
library_classes = load("library_classes")
hashes = load("hashes")


class StandardLibraryTest(unittest.TestCase):
    def test_table_is_generated_from_the_lists(self) -> None:
        self.assertEqual(stdlib.table_file().read_text(encoding="utf-8"), stdlib.table())

    @unittest.skipUnless(hasattr(sys, "stdlib_module_names"), "this interpreter has no list of its modules")
    def test_list_equals_that_of_this_interpreter(self) -> None:
        version = "{}.{}".format(*sys.version_info)
        by_version = stdlib.names_by_version()
        if version not in by_version:
            self.skipTest(f"no list for Python {version}: record it with src/tables/stdlib.py")
        # A patch release may add private modules.
        self.assertEqual(public(sys.stdlib_module_names), public(by_version[version] - stdlib.ADDED))


class LibraryClassesTest(unittest.TestCase):
    def test_table_is_generated_from_the_lists(self) -> None:
        self.assertEqual(library_classes.table_file().read_text(encoding="utf-8"), library_classes.table())

    def test_list_equals_that_of_this_interpreter(self) -> None:
        file = library_classes.LISTS / "{}.{}.txt".format(*sys.version_info)
        if not file.exists():
            self.skipTest(f"{file.name} does not exist: record it with src/tables/library_classes.py")
        script = f"import sys; sys.path.insert(0, {str(TABLES)!r}); import library_classes; print(library_classes.classes())"
        # In a new process, because the script imports all modules of the library.
        done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
        found = ast.literal_eval(done.stdout)
        listed = library_classes.recorded(file)
        for module in sorted(found.keys() & listed.keys()):  # an interpreter may lack optional modules
            self.assertEqual((module, found[module] - listed[module]), (module, set()))


class DistributionsTest(unittest.TestCase):
    def test_table_is_generated_from_the_source(self) -> None:
        self.assertEqual(distributions.table_file().read_text(encoding="utf-8"), distributions.table())

    def test_rows_agree_with_installed_distributions(self) -> None:
        self.assertEqual([], list(distributions.contradictions()))

    def test_only_removed_or_added_standard_modules_are_listed(self) -> None:
        by_version = stdlib.names_by_version()
        in_all = set.intersection(*by_version.values())
        self.assertEqual([], [row.module for row in distributions.rows() if row.module.split(".")[0] in in_all])

    def test_table_covers_the_runtime_of_the_services(self) -> None:
        listed = {distributions.normalized(row.distribution) for row in distributions.rows()}
        self.assertLessEqual({"flask", "gunicorn", "werkzeug", "jinja2", "click"}, listed)


class HashesTest(unittest.TestCase):
    def test_each_release_of_the_runtime_has_hashes(self) -> None:
        wanted = hashes.releases(hashes.resource("constraints.txt").read_text(encoding="utf-8"))
        self.assertEqual([str(each) for each in wanted], hashes.listed(hashes.resource("hashes.txt").read_text(encoding="utf-8")))

    def test_file_lists_what_an_answer_of_the_index_has(self) -> None:
        def file(kind: str, digest: str, yanked: bool = False) -> "dict[str, object]":
            return {"packagetype": kind, "digests": {"sha256": digest * 64}, "yanked": yanked}

        answer = {"urls": [file("sdist", "b"), file("bdist_wheel", "a"), file("bdist_egg", "c"), file("sdist", "d", yanked=True)]}
        with tempfile.TemporaryDirectory() as directory:
            (Path(directory) / "click-8.1.8.json").write_text(json.dumps(answer), encoding="utf-8")
            wanted = hashes.releases('# a comment\nclick==8.1.8; python_version < "3.10"  # via Flask\n')
            text = hashes.content(wanted, lambda release: hashes.saved(Path(directory), release))
        self.assertEqual(f"{hashes.HEADER}click==8.1.8 {'a' * 64}\nclick==8.1.8 {'b' * 64}\n", text)

    def test_release_without_files_is_refused(self) -> None:
        with self.assertRaisesRegex(SystemExit, "click==8.1.8: expected files"):
            hashes.hashes({"urls": []}, hashes.Release("click", "8.1.8"))


def public(names: "frozenset[str] | set[str]") -> "set[str]":
    """Return the names without those of private modules."""
    return {name for name in names if not name.startswith("_")}


if __name__ == "__main__":
    unittest.main()
