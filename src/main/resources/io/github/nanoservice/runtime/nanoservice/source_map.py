"""The source map: the lines of the source from which the lines of this service's program were generated.

The generator copies definitions byte for byte, so a line has the same offset in its definition here and in the source. It
writes `sources.txt` next to the program, one line for each definition: `12-15: shop/prices.py:4` means that lines 12 to 15
of the program are line 4 and the following lines of that source. `modules/shop/models.py 5-9: shop/models.py:20` means the
same for another file of the service.
"""
from __future__ import annotations

import functools
import os
import re
import sys
from typing import NamedTuple

PROGRAM = os.path.abspath(sys.argv[0]) if sys.argv and sys.argv[0] else ""
FOLDER = os.path.dirname(PROGRAM) + os.sep
_LINE = re.compile(r"(?:(modules/.+) )?(\d+)-(\d+): (.+):(\d+)")


class Definition(NamedTuple):
    """One definition: lines `first` to `last` of the file `path` are lines from `line` on of `file`."""

    path: str
    first: int
    last: int
    file: str
    line: int


def place_of(path: str, line: int) -> tuple[str, int]:
    """Returns the source file and line for a location in a running program; other locations without the local directory."""
    if path.startswith(FOLDER):
        for definition in _definitions():
            if definition.path == path and definition.first <= line <= definition.last:
                return definition.file, line - definition.first + definition.line
    # The program of every service is main.py; the name of its directory distinguishes them.
    if path.startswith(FOLDER):
        path = os.path.basename(FOLDER[:-1]) + "/" + path[len(FOLDER) :]
    return path, line


@functools.lru_cache(maxsize=1)
def _definitions() -> list[Definition]:
    try:
        with open(FOLDER + "sources.txt", encoding="utf-8") as file:
            found = [_LINE.fullmatch(line.rstrip("\n")) for line in file]
    except FileNotFoundError:  # a program that was not generated
        return []
    return [
        Definition(
            os.path.join(FOLDER, each[1]) if each[1] else PROGRAM, int(each[2]), int(each[3]), each[4], int(each[5])
        )
        for each in found
        if each
    ]
