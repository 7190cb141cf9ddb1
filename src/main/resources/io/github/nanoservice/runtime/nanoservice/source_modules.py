"""The source's modules inside a service.

A service's `main.py` contains its functions and the definitions that they need from their own module. Definitions from other
modules are in files under `modules/`, which are imported by the names of the source modules.
"""
from __future__ import annotations

import functools
import importlib
import os
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from .source_map import FOLDER

_DIRECTORY = FOLDER + "modules"

_written: set[str] = set()


def adopt_module_name(name: str) -> str:
    """Registers the calling module in sys.modules under the name of its source module.

    name: a dotted name; its packages are created unless they are modules of the program.
    Returns the name, to be assigned to `__name__`: classes and functions defined afterwards have it as their module.
    """
    caller = sys._getframe(1).f_globals["__name__"]
    sys.modules[name] = sys.modules[caller]
    _written.add(name)
    parent, _, last = name.rpartition(".")
    if parent and not has_file(parent):
        module(parent)
        setattr(sys.modules[parent], last, sys.modules[name])
    return name


def module(name: str, /, **functions: Callable[..., Any]) -> ModuleType:
    """Creates a module with these functions, or adds them to an existing one, so that it can be imported.

    name: its dotted name; its packages are created too. Modules of the program are not replaced.
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
    if name in _written:
        return sys.modules[name]
    if has_file(name):
        return importlib.import_module(name)
    found = sys.modules.get(name)
    if not isinstance(found, _Module):
        found = sys.modules[name] = _Module(name)
    return found


class _Module(ModuleType):
    """A module of stubs. It is also a package, which can contain module files and other modules of stubs."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__ = [os.path.join(_DIRECTORY, *name.split("."))]


@functools.lru_cache(maxsize=1024)
def has_file(name: str) -> bool:
    """Returns whether there is a file for a module. The name may come from a request."""
    names = name.split(".")
    path = os.path.join(_DIRECTORY, *names)
    files = (path + ".py", os.path.join(path, "__init__.py"))
    return all(map(str.isidentifier, names)) and any(map(os.path.isfile, files))


def is_own(name: str) -> bool:
    """Returns whether a module is one of the program's own."""
    return name in _written or has_file(name)


def search_modules_directory() -> None:
    """Makes `import` search the service's modules first."""
    if os.path.isdir(_DIRECTORY):
        # Before the directory of the script: it contains main.py, a name that a source module can have.
        sys.path.insert(0, _DIRECTORY)
