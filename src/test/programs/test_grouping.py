import re

from grouping import couples, cut, first_three, inverses, matching, pairs, rest, until_failure


def test_one_iterator_given_twice():
    assert couples("abcd") == [("a", "b"), ("c", "d")]
    letters = iter("abcde")
    assert pairs(letters, letters) == [("a", "b"), ("c", "d")]
    assert first_three(range(5)) == (0, 1, 2, [3, 4])


def test_an_iterator_that_fails_where_it_is_read():
    assert until_failure(inverses(2)) == [1.0, 2.0, "division by zero"]
    try:
        pairs(inverses(1), "abc")
    except ZeroDivisionError as error:
        assert error.args == ("division by zero",) or "zero" in str(error)
    else:
        raise AssertionError("the generator raises at its second item")


def test_what_is_left():
    assert rest([1, 2, 3]) == [[2, 3]]
    assert cut(5, 3) == [5, 6, 7]


def test_compiled_patterns():
    assert matching(re.compile("b.", re.IGNORECASE), ["aBc", "b", "x"]) == [True, False, False]
