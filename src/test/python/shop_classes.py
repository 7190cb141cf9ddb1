"""The classes of the program that the test vectors of the wire format name, in a module `shop`."""
from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from enum import Enum, Flag
from typing import Any, NamedTuple

from nanoservice import adopt_module_name

__name__ = adopt_module_name("shop")


class Point:
    def __init__(self, **attributes: Any) -> None:
        self.__dict__.update(attributes)


class Stack(list[Any]):
    pass


class Prices(dict[Any, Any]):
    pass


class Clock:
    def __init__(self, hour: int, minute: int) -> None:
        self.time = f"{hour}:{minute}"

    def __getstate__(self) -> tuple[int, ...]:
        return tuple(map(int, self.time.split(":")))

    def __setstate__(self, state: tuple[int, int]) -> None:
        self.time = f"{state[0]}:{state[1]}"


class Metres(int):
    unit: str


class Size(NamedTuple):
    width: int
    height: int


class Tagged(tuple[Any, ...]):
    tag: str


class Day(date):
    note: str


class Moment(datetime):
    __slots__ = ()


class Span(timedelta):
    pass


class Amount(Decimal):
    pass


class Offset(tzinfo):
    hours: int

    def utcoffset(self, moment: datetime | None) -> timedelta:
        return timedelta(hours=self.hours)


class Colour(Enum):
    RED = 1


class Access(Flag):
    READ = 1
    WRITE = 2
