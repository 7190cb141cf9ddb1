"""Print each requirement of the given files that this Python does not meet, one per line."""
import re
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

try:
    from packaging.requirements import InvalidRequirement, Requirement
except ImportError:  # pip contains its own copy
    from pip._vendor.packaging.requirements import InvalidRequirement, Requirement


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


for path in sys.argv[1:]:
    for text in Path(path).read_text(encoding="utf-8").splitlines():
        requirement_line = re.sub(r"(^|\s)#.*", "", text).strip()
        if requirement_line and not is_met(requirement_line):
            print(re.sub(r"\s+--hash.*", "", requirement_line))
