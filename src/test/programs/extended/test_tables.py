from tables import calculate, fill, operators, times


def test_a_table_of_functions():
    assert calculate(2, "+", 3) == 5
    assert calculate(2, "*", 3) == 6
    assert operators() == ["*", "+"]


def test_what_made_the_table():
    assert times(5, 5) == fill(4, 4) == 25
