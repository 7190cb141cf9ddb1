"""How many threads work for the server itself."""
from __future__ import annotations

import threading


class Load:
    """The number of threads that read requests or write responses.

    A thread does not count while it runs code of the program, which may wait for other calls, or while it waits for its caller.
    All that count come to an end by themselves, so a limit on them makes nobody wait for ever.

    threads: the number of threads now.
    """

    def __init__(self) -> None:
        self.threads = 0
        self._lock = threading.Lock()
        self._own = _Own()

    def add(self, threads: int) -> None:
        """Counts threads that begin, or with a negative number threads that end."""
        with self._lock:
            self.threads += threads

    def __enter__(self) -> None:
        """Stops counting the current thread until `__exit__`. Can be nested."""
        self._own.pauses += 1
        if self._own.pauses == 1:
            self.add(-1)

    def __exit__(self, *raised: object) -> None:
        self._own.pauses -= 1
        if self._own.pauses == 0:
            self.add(1)


class _Own(threading.local):
    """What a thread knows of itself. pauses: the number of `with` blocks that it is in."""

    pauses = 0


LOAD = Load()
