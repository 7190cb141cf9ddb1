"""Print each requirement of the given files that this Python does not meet, one per line.

The first argument is a constraints file, or empty. Of what the requirements need in turn, the
constraints that do not hold are printed too.
"""

import contextlib
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

try:
    from packaging.requirements import InvalidRequirement, Requirement
    from packaging.utils import canonicalize_name
except ImportError:  # pip contains its own copy
    from pip._vendor.packaging.requirements import InvalidRequirement, Requirement
    from pip._vendor.packaging.utils import canonicalize_name


def lines_of(path: str) -> Iterator[str]:
    """Return the lines of a requirements file without comments."""
    for text in Path(path).read_text(encoding="utf-8").splitlines():
        line = re.sub(r"(^|\s)#.*", "", text).strip()
        if line:
            yield line


def is_met(line: str) -> bool:
    """Return whether the installed distributions meet a line of a requirements file."""
    try:
        requirement = Requirement(line)
    except InvalidRequirement:
        return False  # an option or a hash, which only pip understands
    if requirement.url or requirement.extras:
        return False
    if requirement.marker and not requirement.marker.evaluate():
        return True
    try:
        return bool(requirement.specifier.contains(version(requirement.name), prereleases=True))
    except PackageNotFoundError:
        return False


def needed(lines: list[str]) -> set[str]:
    """Return the names of the installed distributions that lines need, directly or in turn."""
    seen: set[tuple[str, str]] = set()
    pending = [(line, "") for line in lines]
    while pending:
        line, extra = pending.pop()
        try:
            requirement = Requirement(line)
        except InvalidRequirement:
            continue
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        for wanted in {"", *requirement.extras}:
            key = (canonicalize_name(requirement.name), wanted)
            if key not in seen:
                seen.add(key)
                try:
                    pending += [(each, wanted) for each in requires(key[0]) or ()]
                except PackageNotFoundError:
                    seen.discard(key)
    return {name for name, _ in seen}


requirements = [line for path in sys.argv[2:] for line in lines_of(path)]
limits: dict[str, list[str]] = {}
for limit in lines_of(sys.argv[1]) if sys.argv[1] else ():
    with contextlib.suppress(InvalidRequirement):  # pip reports it
        limits.setdefault(canonicalize_name(Requirement(limit).name), []).append(limit)
for requirement_line in requirements:
    if not is_met(requirement_line):
        print(re.sub(r"\s+--hash.*", "", requirement_line))
for distribution in sorted(needed(requirements) & limits.keys()) if limits else ():
    for limit in limits[distribution]:
        if not is_met(limit):
            print(limit)
