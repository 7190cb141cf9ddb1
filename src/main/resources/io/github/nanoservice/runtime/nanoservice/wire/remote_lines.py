"""Source lines of other services' files, which tracebacks of received exceptions show.

`linecache` would otherwise read a file of this machine whose name a message contains. The lines belong to the frames that
were made for a message: `linecache` contains them as long as one of the frames exists.
"""
from __future__ import annotations

import linecache
import sys
import threading
from functools import lru_cache
from typing import Any

_lock = threading.RLock()  # a frame may be freed while this thread has the lock


class _Lines:
    """The known lines of one file, in the form that `linecache` uses: the list of all lines. Other lines are empty."""

    def __init__(self) -> None:
        self.by_number: dict[int, str] = {}
        self.users = 0

    def __len__(self) -> int:
        return max(self.by_number, default=0)

    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self.by_number.get(each + 1, "\n") for each in range(*index.indices(len(self)))]
        number = index + 1 if index >= 0 else index + 1 + len(self)
        if not 0 < number <= len(self):
            raise IndexError(index)
        return self.by_number.get(number, "\n")


class Shown:
    """The use of one file's lines by a frame. The lines are removed from `linecache` when the last use ends."""

    def __init__(self, file: str, lines: _Lines) -> None:
        self._file = file
        self._lines = lines

    def __del__(self) -> None:
        with _lock:
            self._lines.users -= 1
            known: Any = linecache.cache.get(self._file)
            if self._lines.users == 0 and known is not None and known[2:3] == (self._lines,):
                del linecache.cache[self._file]


def show(file: str, line: int, source: str) -> Shown:
    """Makes `linecache` return this source line for a file that exists only in another service.

    Returns the object that must exist as long as the line is needed.
    """
    with _lock:
        known: Any = linecache.cache.get(file, ())
        lines = known[2] if len(known) == 4 else None
        if not isinstance(lines, _Lines):
            lines = _Lines()
            if len(known) != 4 and not _is_loaded(file):  # otherwise this process has the file itself
                # Without a modification time, `checkcache` does not look for the file.
                entry: Any = (0, None, lines, file)
                linecache.cache[file] = entry
        lines.by_number[line] = source + "\n"
        lines.users += 1
    return Shown(file, lines)


def _is_loaded(file: str) -> bool:
    """Returns whether a module of this process is in a file: a message must not describe the lines of that one."""
    return file in _loaded_files(len(sys.modules))


@lru_cache(maxsize=1)
def _loaded_files(modules: int) -> frozenset[str]:
    """Returns the files of all modules. modules: their number, which grows with each import."""
    files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    return frozenset(file for file in files if type(file) is str)
