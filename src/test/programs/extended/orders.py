"""Data classes with defaults and fields, frozen and ordered, whose methods call functions."""
from __future__ import annotations

from dataclasses import dataclass, field, replace

TAX = 20


@dataclass(frozen=True, order=True)
class Money:
    cents: int

    def plus(self, other: Money) -> Money:
        return Money(add(self.cents, other.cents))


@dataclass
class Line:
    name: str
    price: Money
    count: int = 1

    def total(self) -> Money:
        return Money(self.price.cents * self.count)


@dataclass
class Order:
    lines: list[Line] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict, repr=False)

    def total(self) -> Money:
        result = Money(0)
        for line in self.lines:
            result = result.plus(line.total())
        return result


def add(a, b):
    return a + b


def with_tax(order):
    total = order.total()
    return replace(total, cents=total.cents * (100 + TAX) // 100)


def append(order, name, cents, count=1):
    order.lines.append(Line(name, Money(cents), count))
    order.notes[name] = f"{count} x"


def dearest(order):
    return max(order.lines, key=lambda line: line.price)
