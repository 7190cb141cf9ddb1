"""The modules of the program: the name of the service's own file, and the modules in files beside it.

A service has what its functions need of their own module in its `main.py`, and what they need of other modules in files
under `modules/`, which can be imported by the names that they have in the program.
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
    """Makes a module that holds these functions, or adds them to one that is there, so that it can be imported.

    name: its dotted name; the packages it is in are made as well. What is part of the program itself is not made anew.
    Returns what `import name` binds: the module, or the outermost package it is in.
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
    """A module of stubs. It is a package as well, which can contain module files and submodules of stubs."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__ = [os.path.join(_DIRECTORY, *name.split("."))]


@functools.lru_cache(maxsize=1024)
def has_file(name: str) -> bool:
    """Returns whether there is a file for the module of that name, which may come with a request."""
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
        # Before the directory of the script, which has a main.py too.
        sys.path.insert(0, _DIRECTORY)
