"""The result of an attack, and the table of results."""
from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Outcome(NamedTuple):
    """The result of an attack.

    attack: what the attackers do.
    size: the number of their connections, requests or messages, or of the bytes that one sends.
    text: what happened.
    held: whether the service did no harm, and served others meanwhile.
    """

    attack: str
    size: int
    text: str
    held: bool


def row(outcome: Outcome) -> str:
    """Returns an outcome as a row of a Markdown table."""
    return f"| {outcome.attack} | {outcome.size:,} | {'held' if outcome.held else '**fell**'}: {outcome.text} |"


def show(outcomes: Iterable[Outcome]) -> int:
    """Prints a Markdown table row by row; returns exit code 0 if the service held in each, otherwise 1."""
    print("| attack | size | result |\n|---|---|---|", flush=True)
    held = True
    for outcome in outcomes:
        held = held and outcome.held
        print(row(outcome), flush=True)
    return 0 if held else 1
