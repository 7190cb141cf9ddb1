"""Figures with the limits that they have to keep."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

AT_MOST, AT_LEAST = "at most", "at least"


@dataclass(frozen=True)
class Goal:
    """A figure, and the limit that it has to keep."""

    name: str
    measured: float
    sense: str
    limit: float

    @property
    def met(self) -> bool:
        return self.measured <= self.limit if self.sense == AT_MOST else self.measured >= self.limit


def table(reached: Iterable[Goal]) -> str:
    lines = ["| goal | target | measured | |", "|---|---:|---:|---|"]
    for goal in reached:
        met = "met" if goal.met else "**missed**"
        lines.append(f"| {goal.name} | {goal.sense} {goal.limit:.2f} | {goal.measured:.2f} | {met} |")
    return "\n".join(lines)
