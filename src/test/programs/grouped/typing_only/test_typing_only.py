from fractions import Fraction

from drawing import drawing, longest
from shapes import Line, canvas, draw, line, measure


def test_the_other_branch_runs():
    assert measure(line(3)) == (Fraction(3, 2), "cm")
    assert canvas() == ["a", "b"]


def test_arguments():
    found = []
    draw([Line(2), line(6)], found)
    assert found == ["--", "---"]
    assert drawing([4]) == ["--"]
    assert longest([line(1), line(9)]).length == Fraction(9, 2)


def test_an_exception():
    try:
        draw([1], [])
    except AttributeError as error:
        print(error)
