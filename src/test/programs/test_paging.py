from paging import pages, readable, rows


def test_an_exception_at_the_right_item():
    reading = pages([1, 2, 3, None], 2)
    assert next(reading) == [1, 2]
    try:
        next(reading)
    except ValueError as error:
        assert str(error) == "page 1 is unreadable"
    else:
        raise AssertionError("no ValueError")
    assert next(reading, "over") == "over"


def test_the_value_of_a_generator():
    reading = pages([1, 2, 3], 2)
    assert [next(reading), next(reading)] == [[1, 2], [3]]
    try:
        next(reading)
    except StopIteration as stop:
        assert stop.value == 2


def test_yield_from():
    assert list(rows(["a", "b", "c"], 2)) == [["a", "b"], ["c"], 2]


def test_caught_on_the_way():
    assert readable([1, None, 3], 1) == [1, "page 1 is unreadable"]
    assert readable([], 3) == []
