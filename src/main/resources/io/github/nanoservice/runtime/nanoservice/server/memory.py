"""The memory that arguments take: refuses a message before it takes more than the process has.

Python takes up to 130 times as many bytes for values as their text has. A container that exceeds its memory is killed, with all
its calls, so that a few messages of an allowed length could end a service.
"""
from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Optional

from flask import Response

from .load import LOAD
from .problems import Refusal

# The part of the free memory that messages may take; the rest is for the program's own values.
_PART = 0.75
# Bodies that are still arriving get at most this part of it, so that callers who send slowly cannot take everything.
_ARRIVING = 0.5
# Bytes of a message that need no reservation: the most calls at once with messages of this length take little.
_UNCOUNTED = 2048
# Seconds for which a message waits for others to end.
_PATIENCE = 1.0
# Bytes that an arriving body takes per byte: the part that is read is copied once.
_COPIES = 2
# The bytes that values take at most, measured with many kinds: per byte of text, per comma or colon, per list and per object.
_PER_BYTE, _PER_ITEM, _PER_LIST, _PER_OBJECT = 16, 32, 90, 210
# In the lossless form each list and object is made again, numbered, and compared after the call.
_PER_CONTAINER_LOSSLESS = 240
# An estimate above this leaves out the characters in strings. It takes longer, and most messages are shorter.
_COARSE = 8 * 2**20
_MIB = 2**20
# The limit of a container: version 2 and version 1 of control groups.
_LIMIT_FILES = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


def estimated(text: str, lossless: bool) -> int:
    """Returns how many bytes of memory a call takes for arguments at most, apart from what the function makes of them.

    text: the arguments as JSON.
    lossless: whether they are in the wire format.
    """
    size = _of_structure(text, lossless)
    if size > _COARSE and '"' in text:
        size = _of_structure("".join(text.replace("\\\\", "").replace('\\"', "").split('"')[::2]), lossless)
    return size + _PER_BYTE * len(text)


def _of_structure(text: str, lossless: bool) -> int:
    lists, objects = text.count("["), text.count("{")
    size = _PER_ITEM * (text.count(",") + text.count(":")) + _PER_LIST * lists + _PER_OBJECT * objects
    return size + _PER_CONTAINER_LOSSLESS * (lists + objects) if lossless else size


class Memory:
    """The bytes that the messages of this process take. There is no limit until `measure`."""

    def __init__(self) -> None:
        self.most = float("inf")
        self._taken = 0
        self._changed = threading.Condition()

    def measure(self) -> None:
        """Limits messages to three quarters of the memory that this process may have and does not use now."""
        self.most = max(0.0, (_limit() - _resident()) * _PART)

    def change(self, by: int, most: Optional[float] = None) -> bool:
        """Takes bytes, or with a negative number gives them back; returns whether that was possible.

        by: the number of bytes.
        most: the bytes that may be taken by all afterwards; None if this change cannot be refused. Waits up to a second.
        """
        with self._changed:
            if most is not None and self._taken + by > most:
                with LOAD:
                    if not self._changed.wait_for(lambda: self._taken + by <= most, _PATIENCE):
                        return False
            self._taken += by
            if by < 0:
                self._changed.notify_all()
        return True


MEMORY = Memory()


class Reservation:
    """The memory for one request."""

    def __init__(self, memory: Memory = MEMORY) -> None:
        self._memory = memory
        self._size = 0

    def for_part_of_body(self, arrived: int, read_rest: Callable[[], None]) -> None:
        """Reserves memory for a body of which this many bytes have arrived. Raises Refusal if there is too little.

        read_rest: called when the refusal has been sent.
        """
        if arrived > _UNCOUNTED:
            self._reserve(arrived * _COPIES, self._memory.most * _ARRIVING, read_rest)

    def for_body(self, length: int) -> None:
        """Reserves memory for the values of a body that is not JSON. Raises Refusal if there is too little."""
        if length > _UNCOUNTED:
            self._reserve(length * _PER_BYTE, self._memory.most)

    def for_arguments(self, text: str, lossless: bool) -> None:
        """Reserves memory for arguments as JSON. Raises Refusal if there is too little.

        lossless: whether they are in the wire format.
        """
        if len(text) > _UNCOUNTED:
            self._reserve(estimated(text, lossless), self._memory.most)

    def _reserve(self, size: int, most: float, after: Optional[Callable[[], None]] = None) -> None:
        if size > most:
            raise Refusal(
                413,
                f"The arguments would take {size / _MIB:.0f} MiB of memory, and this service has {most / _MIB:.0f} MiB for them;"
                " send fewer values at once, or give the service more memory.",
                after,
            )
        if size > self._size and not self._memory.change(size - self._size, most):
            raise Refusal(503, "The arguments of other calls take the memory of this service; try again later.", after)
        self._size = max(self._size, size)

    def pass_to(self, response: Response) -> None:
        """Ends the reservation when the response has been sent. What is no stream needs only its own length until then."""
        if self._size == 0:
            return
        if response.is_sequence:
            self._resize(response.content_length or 0)
        response.call_on_close(self.end)

    def end(self) -> None:
        """Gives the memory back."""
        self._resize(0)

    def _resize(self, size: int) -> None:
        self._memory.change(size - self._size)
        self._size = size


def _limit() -> float:
    """Returns the bytes that this process may have: the limit of its container, or the memory of the machine."""
    limits = [float("inf")]
    for path in _LIMIT_FILES:
        try:
            with open(path, encoding="ascii") as file:
                limits.append(float(file.read().strip().replace("max", "inf")))
        except OSError:  # another system, or another version of control groups
            continue
    if hasattr(os, "sysconf"):
        limits.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    return min(limits)


def _resident() -> int:
    """Returns the bytes that this process has in memory, or 0 if the system does not say so."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
