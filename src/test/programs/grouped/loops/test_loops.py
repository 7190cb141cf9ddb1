from rows import rows, shared, table
from tables import Pair, code, groups, letter, matrix, pairs, tags


def test_values_under_another_name():
    assert rows() == [[1, 0, 9], [2, 0]]
    assert table() == {"a": [1, 3], "b": [0, 2]}
    assert shared() == [1]


def test_tables():
    assert code("c") == 2 and letter(2) == "c"
    assert pairs() == ([Pair("a", "b"), Pair("ad", "e")], "Two.", "some")
    assert groups() == {"a": ["b", "e"]}


def test_items():
    assert tags("cold") == ["milk", "tea"]
    assert tags("hot") == ["soup"]
    assert matrix() == [[0, 5], [0, 0, 7]]


def test_an_exception():
    try:
        tags("warm")
    except KeyError as error:
        assert error.args == ("warm",)
