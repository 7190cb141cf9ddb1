from batches import average_of_squares, batches, squares, total, used_up


def test_an_iterator_as_an_argument():
    assert batches(iter("abcde"), 2) == [["a", "b"], ["c", "d"], ["e"]]
    assert batches(range(3), 5) == [[0, 1, 2]]
    assert total(x for x in [1, 2, 3]) == 6


def test_it_is_used_up():
    numbers = iter([1, 2, 3])
    assert total(numbers) == 6
    assert list(numbers) == []
    assert used_up(4) == (10, [])


def test_the_items_of_one_service_as_the_argument_of_another():
    assert average_of_squares(4) == 3.5
    assert total(squares(5)) == 30
