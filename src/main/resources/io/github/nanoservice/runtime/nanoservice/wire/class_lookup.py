"""Finds classes by the names that other services send.

A request contains the names, and importing a module runs its code. So this module imports only the standard library and
installed packages, never files of the service's own directory, and no module with side effects on import. Classes of the
program are looked up in its own modules, which are the service's main file and the files under `modules/`; their names
consist of the source module and the qualified name.
"""
from __future__ import annotations

import functools
import importlib
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import PurePath
from typing import Any, Optional, TypeVar

from .. import source_modules

Kind = TypeVar("Kind")

_INSTALLED = frozenset({"site-packages", "dist-packages"})
_LIBRARY = tuple({PurePath(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")})
# Importing one of these opens a browser or a window, prints or runs tests.
_WITH_SIDE_EFFECTS = frozenset({"antigravity", "this", "idlelib", "test", "turtledemo", "__hello__", "__phello__"})

_own: dict[str, type] = {}
_names: dict[type, str] = {}


def known_name(kind: type) -> Optional[str]:
    """Returns the name of a class of the program, such as "shop.models:Point", or None for any other class.

    A class has a name only if the name leads back to it: a class that was created in a function has none.
    """
    name = _names.get(kind)
    if name is None and source_modules.is_own(kind.__module__):
        wanted = f"{kind.__module__}:{kind.__qualname__}"
        if known_class(wanted) is kind:
            name = _names[kind] = wanted
    return name


def known_class(name: str) -> Optional[type]:
    """Returns the class of the program with this name, or None if this service does not contain it."""
    kind = _own.get(name)
    if kind is None:
        module, _, qualified = name.partition(":")
        found = _member(module, qualified) if source_modules.is_own(module) else None
        # The name may lead to another class, for example to one that a decorator returned or that was imported.
        if isinstance(found, type) and (found.__module__, found.__qualname__) == (module, qualified):
            kind = _own[name] = found
    return kind


def _member(module: str, qualified: str) -> Any:
    try:
        found: Any = importlib.import_module(module)
        for part in qualified.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError):  # not in this version, or local to a function
        return None
    return found


def name_parts(kind: type) -> list[str]:
    """Returns [module, qualified name] of a class."""
    return [kind.__module__, kind.__qualname__]


def find(module: str, name: str, base: type[Kind]) -> Optional[type[Kind]]:
    """Returns the class with this module and qualified name, or None if no such class derives from `base`.

    Imports the module if it belongs to the standard library or to an installed package.
    """
    if source_modules.is_own(module):
        own = known_class(f"{module}:{name}")
        return own if own is not None and issubclass(own, base) else None
    if module == "__main__":  # a different module in each process
        return None
    if module not in sys.modules and not (is_standard(module) or _is_installed(module)):
        return None
    found = _member(module, name)
    return found if isinstance(found, type) and issubclass(found, base) else None


def is_standard(module: str) -> bool:
    """Returns whether a module belongs to the standard library."""
    return module.partition(".")[0] in sys.builtin_module_names or _origin(module) == "library"


def _is_installed(module: str) -> bool:
    return _origin(module) == "installed"


@functools.lru_cache(maxsize=1024)
def _origin(module: str) -> str:
    top = module.partition(".")[0]
    if top in _WITH_SIDE_EFFECTS:
        return "with side effects"
    try:
        spec = find_spec(top)
    except (ValueError, ImportError):  # a module that was created at run time may have no spec
        spec = None
    if spec is None or spec.origin is None:
        return "nowhere"
    if spec.origin in ("built-in", "frozen"):
        return "library"
    path = PurePath(spec.origin)
    if not _INSTALLED.isdisjoint(path.parts):
        return "installed"
    return "library" if any(folder in path.parents for folder in _LIBRARY) else "elsewhere"
