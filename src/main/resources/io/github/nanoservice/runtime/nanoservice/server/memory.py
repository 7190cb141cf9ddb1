"""The memory that arguments take: refuses a message before it takes more than the process has.

Python takes up to 143 times as many bytes for values as their text has. A container that exceeds its memory is killed, with all
its calls, so that a few messages of an allowed length could end a service.
"""
from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Optional

from ..system import PAGE, physical_memory
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
# The bytes that values take at most, measured with many kinds: per character, per comma or colon, per list and per object.
PER_CHARACTER, _PER_ITEM, _PER_LIST, _PER_OBJECT = 16, 32, 90, 210
# The same for each byte of a form, and of a body that is kept as it is, such as a file.
PER_BYTE_OF_FORM, PER_BYTE = 10, 4
# In the lossless form each list and object is made again, numbered, and compared after the call.
_PER_CONTAINER_LOSSLESS = 240
# An estimate above this leaves out the characters in strings. It takes longer, and most messages are shorter.
_COARSE = 8 * 2**20
_CHARACTERS = 2**18  # in one part of the text
# The key of the WSGI environment for the reservation, which the server ends with the request.
RESERVATION = "nanoservice.reservation"
_MIB = 2**20
# The limit of a container: version 2 and version 1 of control groups.
_LIMIT_FILES = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


def estimated(text: str, lossless: bool) -> int:
    """Returns how many bytes of memory a call takes for arguments at most, apart from what the function makes of them.

    text: the arguments as JSON.
    lossless: whether they are in the wire format, or become values of annotated types.
    """
    size = _of_structure(text, lossless)
    if size > _COARSE and '"' in text:
        size = sum(_of_structure(part, lossless) for part in _outside_of_strings(text))
    return size + PER_CHARACTER * len(text)


def _of_structure(text: str, lossless: bool) -> int:
    lists, objects = text.count("["), text.count("{")
    size = _PER_ITEM * (text.count(",") + text.count(":")) + _PER_LIST * lists + _PER_OBJECT * objects
    return size + _PER_CONTAINER_LOSSLESS * (lists + objects) if lossless else size


def _outside_of_strings(text: str) -> Iterator[str]:
    """Yields the text without its strings, in parts: all parts at once would take as much memory as the values."""
    if "\\" in text:
        text = text.replace("\\\\", "").replace('\\"', "")
    in_string = False
    for start in range(0, len(text), _CHARACTERS):
        parts = text[start : start + _CHARACTERS].split('"')
        yield "".join(parts[in_string::2])
        in_string ^= len(parts) % 2 == 0


class Memory:
    """The bytes that the messages of this process take. There is no limit until `measure`.

    most: the limit.
    """

    def __init__(self) -> None:
        self.most = float("inf")
        self._taken = 0
        self._arriving = 0  # the part of it for bodies that are still arriving
        self._changed = threading.Condition()

    def measure(self, processes: int) -> None:
        """Limits messages to three quarters of the memory that this process may have and does not use now.

        processes: the number of those that share the limit equally.
        """
        self.most = max(0.0, (_limit() / processes - _resident()) * _PART)

    def take(self, size: int, arriving: int) -> bool:
        """Takes bytes if they are available within a second; returns whether they are.

        arriving: how many more, or with a negative number less, are for bodies that are still arriving.
        """

        def is_available() -> bool:
            return (size <= 0 or self._taken + size <= self.most) and (
                arriving <= 0 or self._arriving + arriving <= self.most * _ARRIVING
            )

        with self._changed:
            if not is_available():
                with LOAD:
                    if not self._changed.wait_for(is_available, _PATIENCE):
                        return False
            self._add(size, arriving)
        return True

    def give_back(self, size: int, arriving: int) -> None:
        """Gives bytes back. arriving: how many of them were for a body that was still arriving."""
        with self._changed:
            self._add(-size, -arriving)

    def _add(self, size: int, arriving: int) -> None:
        self._taken += size
        self._arriving += arriving
        if size < 0 or arriving < 0:
            self._changed.notify_all()


MEMORY = Memory()


class Reservation:
    """The memory for one request, until `end`."""

    def __init__(self, memory: Memory = MEMORY) -> None:
        self._memory = memory
        self._size = 0
        self._arriving = 0

    def for_part_of_body(self, arrived: int, read_rest: Callable[[], None]) -> None:
        """Reserves memory for a body of which this many bytes have arrived. Raises Refusal if there is too little.

        read_rest: called when the refusal has been sent.
        """
        if arrived > _UNCOUNTED:
            self._reserve(arrived * _COPIES, True, read_rest)

    def for_body(self, length: int, per_byte: int) -> None:
        """Reserves memory for a body that has arrived. Raises Refusal if there is too little.

        per_byte: the bytes of memory for each byte.
        """
        if length > _UNCOUNTED:
            self._reserve(length * per_byte, False)

    def for_arguments(self, text: str, lossless: bool) -> None:
        """Reserves memory for arguments as JSON. Raises Refusal if there is too little.

        lossless: whether they are in the wire format, or become values of annotated types.
        """
        if len(text) > _UNCOUNTED:
            self._reserve(estimated(text, lossless), False)

    def _reserve(self, size: int, is_arriving: bool, after: Optional[Callable[[], None]] = None) -> None:
        most = self._memory.most * (_ARRIVING if is_arriving else 1)
        if size > most:
            raise Refusal(
                413,
                f"The arguments would take {size / _MIB:.0f} MiB of memory, and this service has {most / _MIB:.0f} MiB for them;"
                " send fewer values at once, or give the service more memory.",
                after,
            )
        size = max(size, self._size)
        arriving = size if is_arriving else 0
        if not self._memory.take(size - self._size, arriving - self._arriving):
            raise Refusal(503, "The arguments of other calls take the memory of this service; try again later.", after)
        self._size, self._arriving = size, arriving

    def keep(self, length: int) -> None:
        """Gives back what a response of this many bytes does not need."""
        if self._size:
            kept = min(self._size, length)
            self._memory.give_back(self._size - kept, self._arriving)
            self._size, self._arriving = kept, 0

    def end(self) -> None:
        """Gives everything back."""
        if self._size:
            self._memory.give_back(self._size, self._arriving)
            self._size = self._arriving = 0


def _limit() -> float:
    """Returns the bytes that this process may have: the limit of its container, or the memory of the machine."""
    limits = [float("inf")]
    for path in _LIMIT_FILES:
        try:
            with open(path, encoding="ascii") as file:
                limits.append(float(file.read().strip().replace("max", "inf")))
        except OSError:  # another system, or another version of control groups
            continue
    return min(*limits, physical_memory())


def _resident() -> int:
    """Returns the bytes that this process has in memory, or 0 if the system does not say so."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * PAGE
    except OSError:
        return 0
