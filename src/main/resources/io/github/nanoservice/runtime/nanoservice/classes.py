"""Classes by name: which of those that another service names may be had here.

A name comes with a request, and to import a module is to run it. So modules are imported only from where Python keeps
its library and what is installed, never from the service's own directory, and not those that do something on import.
The program's own classes are those that it makes known: in every service they stand in `__main__`, where no other
service could find them, so that they go by the module that they were written in.
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

_known: dict[str, type] = {}
_names: dict[type, str] = {}


def known(module: str, *kinds: type) -> None:
    """Makes classes of the program known, and those within them: their instances can be received from now on.

    module: the dotted name of the module that they were written in.
    Raises TypeError for what is no class, ValueError where another class of the same name is known.
    """
    for kind in kinds:
        if not isinstance(kind, type):
            raise TypeError(f"known() takes classes, and {kind!r} is none")
        name = f"{module}:{kind.__qualname__}"
        if _known.setdefault(name, kind) is not kind:
            raise ValueError(f"two classes are {kind.__qualname__} of {module}; give one of them another name")
        _names[kind] = name
        within = f"{kind.__qualname__}."
        known(module, *[
            inner for inner in list(vars(kind).values())
            if isinstance(inner, type) and inner.__qualname__.startswith(within) and inner not in _names
        ])  # fmt: skip


def known_name(kind: type) -> Optional[str]:
    """Returns the name of a class that is known, "shop.models:Point", and None for any other."""
    return _names.get(kind)


def known_class(name: str) -> Optional[type]:
    """Returns the class that was made known by this name, if there is one."""
    return _known.get(name)


def place_of(kind: type) -> list[str]:
    """Returns the module that a class was written in, and its qualified name there."""
    module, _, name = _names.get(kind, f"{kind.__module__}:{kind.__qualname__}").partition(":")
    return [module, name]


def find(module: str, name: str, base: type[Kind]) -> Optional[type[Kind]]:
    """Returns the class of that module and qualified name, or None where it cannot be had or does not derive from base.

    A module is imported for it where it is in the standard library or installed.
    """
    own = _known.get(f"{module}:{name}")
    if own is not None:
        return own if issubclass(own, base) else None
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
