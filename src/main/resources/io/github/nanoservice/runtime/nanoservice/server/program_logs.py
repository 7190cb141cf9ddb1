"""The log messages of a program that configures no logging: which of them a service shows, and how."""
from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from typing import Optional, TextIO

# The level that Python gives the root logger.
_PLAIN = logging.WARNING


class _RootLogger(logging.RootLogger):
    """The root logger, with the level of the service until the program sets a level or adds a handler of its own."""

    _level_of_service: Optional[int] = None

    def show(self, level: int) -> None:
        super().setLevel(level)
        self._level_of_service = level

    def setLevel(self, level: int | str) -> None:
        self._level_of_service = None
        super().setLevel(level)

    def addHandler(self, hdlr: logging.Handler) -> None:
        if self.level == self._level_of_service and not _is_default(hdlr):
            self.setLevel(_PLAIN)
        super().addHandler(hdlr)


def show_from(level: int) -> None:
    """Shows log messages of at least a level on standard error if the program configures no logging.

    Python shows only warnings then. `basicConfig` and the other functions that configure logging do what they always do. A
    root logger that has a level or a handler of the program already stays as it is.
    """
    root = logging.getLogger()
    if root.level != _PLAIN or not all(map(_is_default, root.handlers)) or logging.lastResort is None:
        return
    root.__class__ = _RootLogger
    assert isinstance(root, _RootLogger)
    root.show(level)
    logging.lastResort.setLevel(level)
    logging.lastResort.setFormatter(logging.Formatter(logging.BASIC_FORMAT))


def redirect(old: TextIO, new: TextIO) -> None:
    """Lets handlers that write to a text stream write to another one. A handler keeps the stream that it was made with."""
    for handler in _handlers():
        if isinstance(handler, logging.StreamHandler) and handler.stream is old:
            handler.setStream(new)


def _is_default(handler: logging.Handler) -> bool:
    """Whether it is the handler that `logging.info` adds if there is none."""
    return (
        type(handler) is logging.StreamHandler
        and handler.stream is sys.stderr
        and handler.level == logging.NOTSET
        and handler.formatter is not None
        and handler.formatter._fmt == logging.BASIC_FORMAT
    )


def _handlers() -> Iterator[logging.Handler]:
    root = logging.getLogger()
    yield from root.handlers
    for logger in list(root.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger):
            yield from logger.handlers
