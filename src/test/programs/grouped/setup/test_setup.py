import csv

from batch import batch, name
from intake import levels, logged, old, point, rows, warned


def test_limits():
    assert rows("a,b\n1,2\n") == [["a", "b"], ["1", "2"]]
    try:
        rows("123456789,1\n")
    except csv.Error as error:
        assert error.args == ("field larger than field limit (8)",)


def test_warnings():
    try:
        warned("old format")
    except UserWarning as warning:
        assert warning.args == ("old format",)
    assert old(DeprecationWarning) is DeprecationWarning


def test_logging():
    assert logged("a") == 10
    assert levels() == (20, True)
    assert point() == "."


def test_from_another_module():
    assert batch(["x,y"]) == ([[["x", "y"]]], 10)
    assert name() == ("batch", False)
