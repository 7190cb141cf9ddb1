"""Runs all attacks and prints a Markdown table: `python -m attacks [CONNECTIONS]`.

CONNECTIONS: the number of connections of each attack by connections, by default 5,000.
"""
from __future__ import annotations

import sys
from collections.abc import Iterator

from . import browsers, connections, messages
from .outcome import Outcome, show


def outcomes(count: int) -> Iterator[Outcome]:
    """Yields the outcome of each attack. count: the number of connections."""
    yield from messages.outcomes()
    yield from connections.outcomes(count)
    if browsers.CHROMIUM is None:
        print("Chromium is not installed: the attacks by pages are skipped.", file=sys.stderr)
    else:
        yield from browsers.outcomes()


if __name__ == "__main__":
    sys.exit(show(outcomes(int(sys.argv[1]) if len(sys.argv) > 1 else connections.COUNT)))
