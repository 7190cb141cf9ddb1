"""Finds the arguments that a function has changed in place; the caller repeats the changes on its own objects."""
from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from operator import is_
from typing import Any

from . import arrays, instance_codec
from .containers import CHANGEABLE


def snapshot(containers: list[Any]) -> Snapshot:
    """Returns the contents of the containers in a call's arguments now, which are none in most calls."""
    return Snapshot(containers) if containers else _NOTHING


class Snapshot:
    """The contents of the containers in a call's arguments, for a comparison after the call.

    containers: all numbered containers of the arguments; the index of each is its number.
    """

    def __init__(self, containers: Iterable[Any]) -> None:
        self.containers = list(containers)
        counted = list(enumerate(self.containers))
        self._listing = [(n, c) for n, c in counted if type(c) in CHANGEABLE and not isinstance(c, (dict, bytearray))]
        self._dicts = [(n, c) for n, c in counted if type(c) in CHANGEABLE and isinstance(c, dict)]
        self._blocks = [(n, c) for n, c in counted if type(c) is bytearray or arrays.is_array(type(c))]
        self._instances = [
            (n, c) for n, c in counted if type(c) not in CHANGEABLE and instance_codec.layout_of(type(c)) is not None
        ]
        self._sizes, self._flat = self._contents()
        self._states = [_state(block) for _, block in self._blocks]

    @property
    def size(self) -> int:
        """The number of objects that a comparison examines; 64 bytes of an array count as one."""
        return len(self._flat) + sum(len(items) for _, items in self._states) // 64

    def changed(self) -> list[tuple[int, Any]]:
        """Returns the number and the container of each container whose contents differ now."""
        if not self.containers:
            return []
        blocks = [counted for counted, state in zip(self._blocks, self._states) if _state(counted[1]) != state]
        sizes, flat = self._contents()
        # By identity, because 1 == True. A change inside one of the objects is found at that object's own number.
        if sizes == self._sizes and all(map(is_, self._flat, flat)):
            return blocks
        return self._differing(sizes, flat) + blocks

    def _differing(self, sizes: list[int], flat: list[Any]) -> list[tuple[int, Any]]:
        found = []
        old = new = 0
        watched = self._instances + self._listing + self._dicts
        for (number, container), before, after in zip(watched, self._sizes, sizes):
            if before != after or not all(map(is_, self._flat[old : old + before], flat[new : new + after])):
                found.append((number, container))
            old, new = old + before, new + after
        return found

    def _contents(self) -> tuple[list[int], list[Any]]:
        """Returns the number of objects in each container, and all these objects in order."""
        held = [_held(instance) for _, instance in self._instances]
        listed = [container for _, container in self._listing]
        sizes = [*map(len, held), *map(len, listed), *[2 * len(each) for _, each in self._dicts]]
        return sizes, [*chain.from_iterable([*held, *listed]), *chain.from_iterable(map(_keys_and_values, self._dicts))]


def _keys_and_values(counted: tuple[int, Any]) -> Iterable[Any]:
    return chain(counted[1], counted[1].values())


def _held(instance: Any) -> list[Any]:
    layout = instance_codec.layout_of(type(instance))
    return [] if layout is None else layout.items(instance)


def _state(block: Any) -> tuple[Any, Any]:
    return ((), bytes(block)) if isinstance(block, bytearray) else arrays.state(block)


_NOTHING = Snapshot(())
