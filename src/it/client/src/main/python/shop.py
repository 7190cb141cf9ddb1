from collections import deque
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, Literal, Optional


def discount(price: float, percent: int = 10, *, reason: Optional[str] = None) -> float:
    """The price with a discount.

    percent: of the price.
    """
    if percent > 100:
        raise ValueError(f"{percent} percent of what?")
    return rounded(price * (100 - percent) / 100)


def rounded(amount: float) -> float:
    return round(amount, 2)


def total(*prices: Decimal, currency: Literal["EUR", "USD"]) -> dict[str, Decimal]:
    """The sum of prices in a currency."""
    return {currency: sum(prices, Decimal(0))}


def delivery_days(first: date, days: int = 3) -> Iterator[tuple[int, date]]:
    """The days on which an order may come."""
    for number in range(days):
        yield number, first + timedelta(number)
    if days > 5:
        raise OverflowError("nobody waits so long")


def sorted_words(words: list[str]) -> list[str]:
    """The words in order; the list itself is sorted."""
    words.sort()
    return words


def echo(value: Any) -> Any:
    """What it is given."""
    return value


def find(number: int) -> Optional[str]:
    """The name of a number, if it has one."""
    return {1: "one"}.get(number)


def growing(words: list[str], more: list[str]) -> Iterator[list[str]]:
    """The words, one more each time."""
    for word in more:
        words.append(word)
        yield words


def labels(name: str, /, *, size: int, **more: int) -> dict[str, int]:
    """The sizes of labels: its own, and further ones."""
    return {"": size, **more}


def naturals():
    """All numbers; nothing here says that it yields them."""
    return count()


def classes(tags: frozenset[str], row: tuple[int, ...], queue: deque[int], block: bytearray) -> list[str]:
    """The names of the classes of all arguments."""
    return [type(each).__name__ for each in (tags, row, queue, block)]
