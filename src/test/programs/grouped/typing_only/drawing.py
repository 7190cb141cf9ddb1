from __future__ import annotations

from typing import TYPE_CHECKING

from shapes import draw, line

if TYPE_CHECKING:
    from shapes import Canvas, Line


def drawing(lengths: list[int]) -> Canvas:
    found: Canvas = []
    draw([line(length) for length in lengths], found)
    return found


def longest(lines: list[Line]) -> Line:
    return max(lines, key=lambda each: each.length)
