"""Arguments that a function changes in place: noticed where it runs, repeated where it was called from."""
from __future__ import annotations

from collections.abc import Iterable
from operator import is_
from typing import Any

from .codec import CHANGEABLE, Reader, Writer

# The number of a container, the container, and what was in it.
Snapshot = list[tuple[int, Any, Any]]


def snapshot(containers: Iterable[Any]) -> Snapshot:
    """Returns what is in each container that can be changed, to be compared after the call."""
    return [
        (number, container, _contents(container))
        for number, container in enumerate(containers)
        if type(container) in CHANGEABLE
    ]


def changed(before: Snapshot, writer: Writer) -> list[list[Any]]:
    """Returns [number, contents] in lossless form for each container that holds something else now.

    Raises TypeError where one holds what cannot cross.
    """
    return [
        [number, writer.contents(container)]
        for number, container, contents in before
        if not _same(contents, _contents(container))
    ]


def apply(changes: list[list[Any]], reader: Reader) -> None:
    """Changes the caller's own containers as the function changed its copies."""
    for number, contents in changes:
        reader.fill(reader.containers[number], contents)


def _contents(container: Any) -> Any:
    if isinstance(container, dict):
        return [*container.keys(), *container.values()]
    if isinstance(container, set):
        return frozenset(container)
    return bytes(container) if isinstance(container, bytearray) else list(container)


def _same(before: Any, after: Any) -> Any:
    if isinstance(before, list):
        # The very same objects, for 1 and True are equal; what changed inside one of them is seen at its own number.
        return len(before) == len(after) and all(map(is_, before, after))
    return before == after
