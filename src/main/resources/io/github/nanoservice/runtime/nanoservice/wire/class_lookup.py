"""Finds classes by the names that other services send.

Anybody can send a name, and importing a module runs its code. So a name stands only for a class in a module that is
imported already, or for one of the standard library's classes in `library_classes`, whose modules have no side effects on
import. No attribute of a module is read with `getattr`, because a module may define `__getattr__` (PEP 562).

Classes of the program are in its own modules, which are the service's main file and the files under `modules/`; their names
consist of the source module and the qualified name. A service imports these modules when it starts.
"""
from __future__ import annotations

import functools
import importlib
import sys
import sysconfig
from contextlib import suppress
from importlib.util import find_spec
from pathlib import PurePath
from types import ModuleType
from typing import Any, Optional, TypeVar

from .. import source_modules
from .library_classes import CLASSES

Kind = TypeVar("Kind")

_INSTALLED = frozenset({"site-packages", "dist-packages"})
_LIBRARY = tuple({PurePath(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")})

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


def constant(name: str) -> Any:
    """Returns what an imported module of the program binds to a name such as "shop.states:NEW", or None."""
    module, _, bound = name.partition(":")
    return _member(module, bound) if "." not in bound and source_modules.is_own(module) else None


def _member(module: str, qualified: str) -> Any:
    """Returns what an imported module contains under a qualified name, or None; runs no code of the module."""
    found: Any = sys.modules.get(module)
    for part in qualified.split("."):
        if not isinstance(found, (ModuleType, type)):
            return None
        # Not `vars`, which would call a `__getattribute__` of the program.
        kind = type if isinstance(found, type) else ModuleType
        found = kind.__getattribute__(found, "__dict__").get(part)
    return found


def name_parts(kind: type) -> list[str]:
    """Returns [module, qualified name] of a class."""
    return [kind.__module__, kind.__qualname__]


def find(module: str, name: str, base: type[Kind]) -> Optional[type[Kind]]:
    """Returns the class with this module and qualified name, or None if no such class derives from `base`.

    The module is imported already, or the class is in the list of the standard library's classes.
    """
    if source_modules.is_own(module):
        own = known_class(f"{module}:{name}")
        return own if own is not None and issubclass(own, base) else None
    if module == "__main__":  # a different module in each process
        return None
    if module not in sys.modules and name in CLASSES.get(module, ()) and is_standard(module):
        with suppress(ImportError):  # this version or this platform does not have it
            importlib.import_module(module)
    found = _member(module, name)
    return found if isinstance(found, type) and issubclass(found, base) else None


@functools.lru_cache(maxsize=1024)
def is_standard(module: str) -> bool:
    """Returns whether a module belongs to the standard library. The caller has the name from an object or from `CLASSES`."""
    top = module.partition(".")[0]
    if top in sys.builtin_module_names:
        return True
    try:
        spec = find_spec(top)
    except (ValueError, ImportError):  # a module that was created at run time may have no spec
        return False
    if spec is None or spec.origin is None:
        return False
    if spec.origin in ("built-in", "frozen"):
        return True
    path = PurePath(spec.origin)
    return _INSTALLED.isdisjoint(path.parts) and any(folder in path.parents for folder in _LIBRARY)
