from tables import encoded, half, next_square, primes, roots, square
from use import last, squares


def test_values():
    assert square(9) == 81
    found = [1]
    primes(found)
    assert found == [1, 2, 3, 5, 7, 11]
    assert encoded({"a": 1}) == ('{"a": 1}', "str", "abc")
    assert half() == (0.5, False, 1, True)
    assert roots() == [1.41, 1.73, 2.24, 2.65, 3.32]


def test_from_another_module():
    assert squares() == [4, 9, 25, 49]
    assert last() == 81


def test_an_exception():
    try:
        next_square(9)
    except IndexError as error:
        assert error.args == ("only 10 squares are known",)
