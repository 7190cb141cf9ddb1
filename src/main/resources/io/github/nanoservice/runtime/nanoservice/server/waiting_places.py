"""The places of the threads that wait for a slow caller: few enough that those who do send and read are served meanwhile."""
from __future__ import annotations

import threading
from collections.abc import Callable


class WaitingPlaces:
    """A bounded number of places for threads that wait for a caller.

    If all places are taken, the caller that is the furthest behind loses its place, and the new one gets it. An honest caller
    waits for milliseconds, so an attacker who sends nothing loses the place first, however many connections it opens.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._lock = threading.Lock()
        self._waiting: dict[Callable[[], None], float] = {}

    def enter(self, give_up: Callable[[], None], since: float) -> None:
        """Takes a place until `leave`.

        give_up: ends the wait; called at most once, from any thread, and never after `leave`.
        since: the `time.monotonic()` from which the caller is behind.
        """
        with self._lock:
            if len(self._waiting) >= self._count:
                slowest = min(self._waiting, key=self._waiting.__getitem__)
                del self._waiting[slowest]
                slowest()
            self._waiting[give_up] = since

    def leave(self, give_up: Callable[[], None]) -> None:
        """Frees the place, unless it was lost before."""
        with self._lock:
            self._waiting.pop(give_up, None)
