"""The source map: it maps lines of the generated program to lines of the user's source.

The plugin copies definitions byte for byte, so one offset maps all lines of a definition. `sources.txt` in the directory of
the program has a line for each definition. `12-15: shop/prices.py:4` maps lines 12 to 15 of the program to lines 4 to 7 of
shop/prices.py; `modules/shop/models.py 5-9: shop/models.py:20` maps lines of another file of the service.
"""
from __future__ import annotations

import functools
import os
import re
import sys
from typing import NamedTuple

_LINE = re.compile(r"(?:(modules/.+) )?(\d+)-(\d+): (.+):(\d+)")


class _Program:
    path = ""


def load_program() -> None:
    """Finds the program of this process, which may change `sys.argv` and its working directory later."""
    _Program.path = os.path.abspath(sys.argv[0]) if sys.argv and sys.argv[0] else ""


def program() -> str:
    """Returns the path of the program."""
    return _Program.path


def folder() -> str:
    """Returns the directory of the program, with a separator at its end."""
    return os.path.dirname(program()) + os.sep


class Definition(NamedTuple):
    """One definition: maps lines `first` to `last` of `path` to lines of `file`, which begin with `line`."""

    path: str
    first: int
    last: int
    file: str
    line: int


def source_location(path: str, line: int) -> tuple[str, int]:
    """Returns the source file and line for a location in the running program.

    Without an entry in the source map it is the location itself, with a path that begins with the service's directory."""
    own = folder()
    if path.startswith(own):
        for definition in _definitions():
            if definition.path == path and definition.first <= line <= definition.last:
                return definition.file, line - definition.first + definition.line
    # The program of every service is main.py; the directory name identifies the service.
    if path.startswith(own):
        path = os.path.basename(own[:-1]) + "/" + path[len(own) :].replace(os.sep, "/")
    return path, line


@functools.lru_cache(maxsize=1)
def _definitions() -> list[Definition]:
    try:
        with open(folder() + "sources.txt", encoding="utf-8") as file:
            found = [_LINE.fullmatch(line.rstrip("\n")) for line in file]
    except FileNotFoundError:  # the plugin did not generate this program
        return []
    return [
        Definition(
            os.path.normpath(folder() + each[1]) if each[1] else program(), int(each[2]), int(each[3]), each[4], int(each[5])
        )
        for each in found
        if each
    ]
