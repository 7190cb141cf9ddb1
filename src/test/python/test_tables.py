"""The tables of standard library modules and of distributions, against their sources and against this interpreter."""

import ast
import importlib.util
import subprocess
import sys
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


def public(names: "frozenset[str] | set[str]") -> "set[str]":
    """Return the names without those of private modules."""
    return {name for name in names if not name.startswith("_")}


if __name__ == "__main__":
    unittest.main()
