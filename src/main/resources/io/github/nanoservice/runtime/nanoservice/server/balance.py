"""How the workers of a service share new connections, so that each has about as many as the others."""
from __future__ import annotations

# The count of a place without a worker: nobody leaves connections to it.
ABSENT = 0xFFFFFFFF


class Balance:
    """The numbers of connections of all workers, as one worker sees them.

    A caller keeps its connection, so a worker that is the first to wake a few times would get most of the calls for a minute.

    counts: unsigned integers in memory that the workers share, one for each. A worker writes its own only.
    number: the place of this worker.
    """

    def __init__(self, counts: memoryview, number: int) -> None:
        self._counts = counts
        self._number = number

    def report(self, own: int) -> None:
        """Tells the others how many connections this worker has."""
        self._counts[self._number] = own

    def is_ahead(self, own: int) -> bool:
        """Returns whether this worker has more connections than another one, which should take the next. Reports its own."""
        self.report(own)
        return own > min(self._counts)
