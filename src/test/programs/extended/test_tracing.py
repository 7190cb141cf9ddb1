from tracing import all_of_it, greet, number


def test_decorators_travel():
    assert greet("you") == "> hel"
    assert all_of_it("you") == ["> hel", "> hel"]


def test_a_class_as_a_decorator():
    first = number(5)[1]
    assert number(7) == (7, first + 1)
