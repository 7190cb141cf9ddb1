from reading import entered, round_ones, tickets, upper


def test_objects_that_an_attribute_creates():
    assert upper(["a", "B", "10"]) == ["B"]
    assert round_ones(["7", "10"]) == ["10"]


def test_object_that_a_method_changes():
    assert entered(["ann", "bob"]) == [0, 1, 0, 1, 0]


def test_iterator():
    first, second, third = tickets()
    assert [second - first, third - second] == [1, 1]
