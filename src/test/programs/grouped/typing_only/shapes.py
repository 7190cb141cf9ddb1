"""What differs between a type checker and a run."""
from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from decimal import Decimal as Number

    from never_installed import Canvas
else:
    from fractions import Fraction as Number

    Canvas = list

if typing.TYPE_CHECKING:
    import never_installed_either
else:
    def unit():
        return "cm"

    PAD = "-"


class Drawable(Protocol):
    def draw(self, canvas: Canvas) -> None: ...


class Line:
    def __init__(self, length: Number) -> None:
        self.length = length

    def draw(self, canvas: Canvas) -> None:
        canvas.append(PAD * int(self.length))


def line(length: int) -> Line:
    return Line(Number(length, 2))


def draw(shapes: list[Drawable], canvas: Canvas) -> None:
    for shape in shapes:
        shape.draw(canvas)


def measure(shape: Line) -> tuple[Number, str]:
    return shape.length, unit()


def canvas() -> Canvas:
    return Canvas("ab")
