"""One real project or program: where its sources come from, and the calls that are compared."""
from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """A line of `src/test/projects/entries.json`, or of `packages.json` beside it, which has no calls.

    name: the distribution, or the folder below `src/test/programs/real`.
    version: the release of the distribution; empty for a program of ours.
    packages: the package directories and modules that are taken from the distribution.
    calls: calls as Python expressions, each with the dotted name of a function: `slugify.slugify.slugify('A b')`.
    """

    name: str
    version: str
    packages: tuple[str, ...]
    calls: tuple[str, ...]


def read(file: Path, name: str) -> Entry:
    """Returns the entry of a name; raises KeyError if there is none."""
    found = json.loads(file.read_text(encoding="utf-8"))[name]
    return Entry(name, found.get("version", ""), tuple(found.get("packages", ())), tuple(found.get("calls", ())))
