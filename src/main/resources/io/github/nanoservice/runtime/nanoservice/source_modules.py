"""The modules of the program: the service's main file, and the files under `modules/`.

`main.py` contains the functions of a service and the definitions of their module that they use. Definitions of other modules
are in files under `modules/`, which are imported under the names that the modules have in the program.
"""
from __future__ import annotations

import functools
import importlib
import os
import sys
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any, ClassVar

from .source_map import folder

_adopted: set[str] = set()
_created: dict[str, ModuleType] = {}


class _Imports:
    """What the service has imported at its start, and the exceptions of the modules that could not be imported."""

    done = False
    failures: ClassVar[dict[str, BaseException]] = {}


def adopt_module_name(name: str) -> str:
    """Registers the calling module in sys.modules under the name of its source module.

    name: a dotted name; its packages are created unless they are modules of the program. If files under `modules/` are modules
        of it, it is a package, in which `import` finds them.
    Returns the name, which the caller assigns to `__name__`, so that later definitions have it as their `__module__`.
    """
    caller = sys._getframe(1).f_globals["__name__"]
    sys.modules[name] = sys.modules[caller]
    _adopted.add(name)
    if any(file.startswith(name + ".") for file in _files()):
        sys.modules[name].__path__ = _search_path(name)
    parent, _, last = name.rpartition(".")
    if parent and not has_file(parent):
        module(parent)
        setattr(sys.modules[parent], last, sys.modules[name])
    return name


def module(name: str, /, **functions: Callable[..., Any]) -> ModuleType:
    """Adds functions to a module, which is created if it does not exist.

    name: the dotted name; missing packages are created too. Modules of the program are imported instead.
    Returns what `import name` binds: the module, or its outermost package.
    """
    path = ""
    for part in name.split("."):
        parent, path = path, f"{path}.{part}" if path else part
        found = _found(path)
        if parent:
            setattr(sys.modules[parent], part, found)
    vars(sys.modules[name]).update(functions)
    return sys.modules[name.partition(".")[0]]


def _found(name: str) -> ModuleType:
    if name in _adopted:
        return sys.modules[name]
    if has_file(name):
        return importlib.import_module(name)
    found = _created.get(name)
    if found is None or sys.modules.get(name) is not found:
        found = sys.modules[name] = _created[name] = _new_module(name)
    return found


def _new_module(name: str) -> ModuleType:
    """Returns a module for functions. It is also a package, which can contain module files and other such modules.

    It is of no class of its own: the interpreter finds attributes faster in a plain module.
    """
    made = ModuleType(name)
    made.__path__ = _search_path(name)
    return made


def _directory() -> str:
    """Returns the path of the service's `modules/`, which need not exist."""
    return folder() + "modules"


def _search_path(package: str) -> list[str]:
    """Returns where `import` looks for the modules of a package."""
    return [os.path.join(_directory(), *package.split("."))]


def has_file(name: str) -> bool:
    """Returns whether a file under `modules/` defines this module. The name may be from a request."""
    return name in _files()


@functools.lru_cache(maxsize=1)
def _files() -> frozenset[str]:
    """Returns the names of all modules that files under `modules/` define."""
    found = set()
    root = _directory()
    for directory, _, files in os.walk(root):
        package = os.path.relpath(directory, root).split(os.sep) if directory != root else []
        for file in files:
            stem, extension = os.path.splitext(file)
            names = package if stem == "__init__" else [*package, stem]
            if extension == ".py" and names and all(map(str.isidentifier, names)):
                found.add(".".join(names))
    return frozenset(found)


def import_all() -> dict[str, BaseException]:
    """Imports the modules of the program, so that messages can name their classes: a name in a message imports nothing.

    Returns the exception of each module that cannot be imported. The function that imports it then raises it too.
    """
    if not _Imports.done:
        import_modules(sorted(name for name in _files() - _adopted if not is_program(name)))
    return _Imports.failures


def is_program(name: str) -> bool:
    """Returns whether an import of a module runs it as a program: it is the `__main__` of a package."""
    return name.rpartition(".")[2] == "__main__"


def import_modules(names: Iterable[str]) -> dict[str, BaseException]:
    """Imports modules of the program by their dotted names. `import_all` then imports no others.

    Returns the exception of each module that cannot be imported.
    """
    _Imports.done = True
    failures: dict[str, BaseException] = {}
    for name in names:
        try:
            importlib.import_module(name)
        except (Exception, SystemExit) as error:  # the user's code may raise anything
            failures[name] = error
    _Imports.failures.update(failures)
    return failures


def own_names() -> list[str]:
    """Returns the dotted names of all modules of the program, sorted."""
    return sorted(_adopted | _files())


def is_own(name: str) -> bool:
    """Returns whether a module belongs to the program."""
    return name in _adopted or has_file(name)


def enter_modules_directory() -> None:
    """Makes the service's `modules/` the working directory, and makes `import` search it first.

    It has the files of the source directory, so that `open("prices.csv")` finds the file at the root of the sources, wherever
    the service was started. A service without the directory keeps its working directory.
    """
    directory = _directory()
    if os.path.isdir(directory):
        os.chdir(directory)
        # Before the directory of the script, because `import main` must not find its main.py.
        sys.path.insert(0, directory)
