"""Where the lines of this service's program stand in the source that it was generated from.

The generator copies functions byte for byte, so a line is as far from the first of its function here as it is there. It
writes `sources.txt` beside the program, a line for each function: `12-15: shop/prices.py:4` says that lines 12 to 15
here are line 4 and those that follow there.
"""
from __future__ import annotations

import functools
import os
import re
import sys
from typing import NamedTuple

PROGRAM = os.path.abspath(sys.argv[0]) if sys.argv and sys.argv[0] else ""
_FOLDER = os.path.dirname(PROGRAM) + os.sep
_LINE = re.compile(r"(\d+)-(\d+): (.+):(\d+)")


class Function(NamedTuple):
    """Where one function stands: lines `first` to `last` of the program are lines from `line` on of `file`."""

    first: int
    last: int
    file: str
    line: int


def place_of(path: str, line: int) -> tuple[str, int]:
    """Returns the user's own file and line for a place in a running program, or what it is called elsewhere."""
    if path == PROGRAM:
        for function in _functions():
            if function.first <= line <= function.last:
                return function.file, line - function.first + function.line
    # Every service calls its program main.py; with its directory's name in front, no two are taken for each other.
    if path.startswith(_FOLDER):
        path = os.path.basename(_FOLDER[:-1]) + "/" + path[len(_FOLDER) :]
    return path, line


@functools.lru_cache(maxsize=1)
def _functions() -> list[Function]:
    try:
        with open(_FOLDER + "sources.txt", encoding="utf-8") as file:
            found = [_LINE.fullmatch(line.rstrip("\n")) for line in file]
    except FileNotFoundError:  # a program that was not generated
        return []
    return [Function(int(each[1]), int(each[2]), each[3], int(each[4])) for each in found if each]
