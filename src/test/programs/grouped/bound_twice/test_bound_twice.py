from formats import Cell, cells, quoted, row, shown
from report import line, quotes, titled


def test_the_last_binding_counts():
    assert shown(1) == "<1>"
    assert quoted("a") == '"<a>"'


def test_a_class_bound_twice():
    assert row([Cell("a"), Cell("b")]) == " <a> | <b> "
    assert [cell.text for cell in cells(["x"])] == ["x"]


def test_from_another_module():
    assert line(["a", "b"]) == " <a> | <b> "
    assert titled("t", ["a", "b"]) == ("<t>", " <a> | <b> ", ("a-b", 2))
    values = [1, "b"]
    assert quotes(values) == " <x> "
    assert values == ['"<1>"', '"<b>"']
    try:
        line([None, Cell])
        row([1])
    except AttributeError as error:
        print(error)
