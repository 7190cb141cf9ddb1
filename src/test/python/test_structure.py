"""The structure of the runtime: which modules import which."""
from __future__ import annotations

import ast
import unittest
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import ClassVar

from services import RUNTIME

PACKAGE = RUNTIME / "nanoservice"

# What functions may import, and why not at the top of the module.
STARTUP = "most services never need it, and importing it would make the start of all slower"
LAZY = {
    "numpy": "it may not be installed, and is needed only for its own values",
    "ctypes": STARTUP,
    "resource": "Windows has no such module",
    "nanoservice.server.workers": "Windows lacks what it imports, and most services have one process",
    "nanoservice.tls": "it imports ssl",
    "ssl": STARTUP,
    "array": STARTUP,
    "annotationlib": "Python before 3.14 has no such module",
    "asyncio": STARTUP,
    "datetime": STARTUP,
    "decimal": STARTUP,
    "fractions": STARTUP,
    "pathlib": STARTUP,
    "uuid": STARTUP,
    "zoneinfo": STARTUP,
}


def modules() -> dict[str, ast.Module]:
    """Returns the modules of the runtime by their dotted names."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(RUNTIME).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def imports_of(name: str, node: ast.AST, names: dict[str, ast.Module]) -> Iterator[str]:
    """Yields the modules that the import statements in a node of the module `name` import."""
    package = name if (RUNTIME / name.replace(".", "/")).is_dir() else name.rpartition(".")[0]
    for statement in ast.walk(node):
        if isinstance(statement, ast.Import):
            yield from (alias.name for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom):
            base = statement.module or ""
            if statement.level:
                parent = package.split(".")[: len(package.split(".")) - statement.level + 1]
                base = ".".join([*parent, *([base] if base else [])])
            submodules = [f"{base}.{alias.name}" for alias in statement.names if f"{base}.{alias.name}" in names]
            yield from submodules or [base]


class StructureTest(unittest.TestCase):
    modules: ClassVar[dict[str, ast.Module]]
    imports: ClassVar[dict[str, set[str]]]

    @classmethod
    def setUpClass(cls) -> None:
        cls.modules = modules()
        cls.imports = {name: set(imports_of(name, tree, cls.modules)) for name, tree in cls.modules.items()}

    def imported_by(self, package: str) -> set[str]:
        """Returns the modules of the runtime that modules in a package import."""
        inside = {name for name in self.imports if name.startswith(f"nanoservice.{package}.")}
        self.assertTrue(inside)
        return {each for name in inside for each in self.imports[name] if each.split(".")[0] == "nanoservice"}

    def test_no_import_cycle(self) -> None:
        try:
            TopologicalSorter(self.imports).prepare()
        except CycleError as error:
            self.fail(f"import cycle: {' -> '.join(error.args[1])}")

    def test_wire_imports_neither_client_nor_server(self) -> None:
        for name in self.imported_by("wire"):
            self.assertNotRegex(name, r"^nanoservice\.(client|server)\b")

    def test_client_and_server_do_not_import_each_other(self) -> None:
        for name in self.imported_by("client"):
            self.assertNotRegex(name, r"^nanoservice\.server\b")
        for name in self.imported_by("server"):
            self.assertNotRegex(name, r"^nanoservice\.client\b")

    def test_common_modules_import_no_package(self) -> None:
        common = [name for name in self.imports if name.count(".") == 1 and not (RUNTIME / name.replace(".", "/")).is_dir()]
        self.assertIn("nanoservice.context", common)
        for name in common:
            if name == "nanoservice.warm_parent":
                continue  # a program, which uses the runtime like a service's
            for imported in self.imports[name]:
                self.assertNotRegex(imported, r"^nanoservice(\.(wire|client|server)\b|$)")

    def test_functions_import_only_what_is_listed(self) -> None:
        found: set[str] = set()
        for name, tree in self.modules.items():
            for node in ast.walk(tree):
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    imported = imports_of(name, node, self.modules)
                    found.update(each if each in self.modules else each.partition(".")[0] for each in imported)
        self.assertEqual(found, set(LAZY))

    def test_h11_is_used_in_one_module(self) -> None:
        users = [name for name in self.modules if any(each.startswith("h11") for each in self.imports[name])]
        self.assertEqual(users, ["nanoservice.server.http11"])


class FilesTest(unittest.TestCase):
    def test_bundles_get_all_modules(self) -> None:
        listed = (RUNTIME / "files.txt").read_text(encoding="utf-8").split()
        found = sorted(path.relative_to(RUNTIME).as_posix() for path in PACKAGE.rglob("*.py"))
        self.assertEqual(sorted(each for each in listed if each.endswith(".py")), found)


if __name__ == "__main__":
    unittest.main()
