"""Print the installed distribution of each given module: module, distribution and version.

A module that no or more than one distribution provides has no line. Only metadata is read.
"""

import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions

SUFFIXES = (".py", ".so", ".pyd")


def provided(distribution: Distribution) -> Iterator[str]:
    """Return the dotted names of a distribution's modules and of the packages around them."""
    yield from (distribution.read_text("top_level.txt") or "").split()
    for file in distribution.files or ():
        if file.name.endswith(SUFFIXES) and ".." not in file.parts:
            names = [*file.parts[:-1], file.name.partition(".")[0]]
            for length in range(1, len(names) + 1):
                yield ".".join(names[:length])


wanted = set(sys.argv[1:])
found: dict[str, set[tuple[str, str]]] = {}
seen: set[str] = set()
for each in distributions():
    try:
        name, version = each.metadata["Name"], each.version
        modules = wanted.intersection(provided(each))
    except Exception:  # the metadata of one distribution may be damaged
        continue
    if name and name not in seen:  # a later one is hidden by an earlier one
        seen.add(name)
        for module in modules:
            found.setdefault(module, set()).add((name, version))
for module, releases in sorted(found.items()):
    if len(releases) == 1:
        print(module, *releases.pop(), sep="\t")
