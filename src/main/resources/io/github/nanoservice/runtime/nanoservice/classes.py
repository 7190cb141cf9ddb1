"""Classes by name: which of those that another service names may be had here.

A name comes with a request, and to import a module is to run it. So modules are imported only from where Python keeps
its library and what is installed, never from the service's own directory, and not those that do something on import.
"""
from __future__ import annotations

import functools
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import PurePath
from typing import Any, Optional, TypeVar

Kind = TypeVar("Kind")

_INSTALLED = frozenset({"site-packages", "dist-packages"})
_LIBRARY = tuple({PurePath(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")})
# Importing one of these opens a browser or a window, prints or runs tests.
_ACTING = frozenset({"antigravity", "this", "idlelib", "test", "turtledemo", "__hello__", "__phello__"})


def find(module: str, name: str, base: type[Kind]) -> Optional[type[Kind]]:
    """Returns the class of that module and qualified name, or None where it cannot be had or does not derive from base.

    A module is imported for it where it is in the standard library or installed.
    """
    if module == "__main__":  # every process has its own
        return None
    if module not in sys.modules and not (is_standard(module) or _is_installed(module)):
        return None
    try:
        found: Any = __import__(module, fromlist=["*"])
        for part in name.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError):  # not in this version, or local to a function
        return None
    return found if isinstance(found, type) and issubclass(found, base) else None


def is_standard(module: str) -> bool:
    """Returns whether a module is one of the standard library."""
    return module.partition(".")[0] in sys.builtin_module_names or _origin(module) == "library"


def _is_installed(module: str) -> bool:
    return _origin(module) == "installed"


@functools.lru_cache(maxsize=1024)
def _origin(module: str) -> str:
    top = module.partition(".")[0]
    if top in _ACTING:
        return "acting"
    try:
        spec = find_spec(top)
    except (ValueError, ImportError):  # a module that was made by hand has none
        spec = None
    if spec is None or spec.origin is None:
        return "nowhere"
    if spec.origin in ("built-in", "frozen"):
        return "library"
    path = PurePath(spec.origin)
    if not _INSTALLED.isdisjoint(path.parts):
        return "installed"
    return "library" if any(folder in path.parents for folder in _LIBRARY) else "elsewhere"
