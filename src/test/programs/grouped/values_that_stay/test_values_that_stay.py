from using import chunks, initials, lengths, ordered, squares, sums, twice


def test_results():
    assert sums([1, 2]) == [2, 3, 3, 4]
    assert squares([2, 3]) == [4, 9]
    assert ordered([{"a": 2}, {"a": 1}], "a") == [{"a": 1}, {"a": 2}]
    assert ordered([{"b": 1}, {"a": 1}]) == [{"a": 1}, {"b": 1}]
    assert twice([1]) == [1, 1]


def test_arguments():
    assert lengths("one three") == [5, 7]
    assert initials(["ann", "al", "bob"]) == {"a": 2, "b": 1}


def test_iterator():
    assert chunks([1, 2, 3, 4, 5], 2) == [[1, 2], [3, 4], [5]]
