from parity import bottom, has_an_end, is_even, is_odd


def test_deep():
    assert is_even(900) is True
    assert is_odd(401) is True


def test_an_exception_from_the_bottom():
    path = []
    try:
        bottom(40, path)
    except ArithmeticError as error:
        assert error.args == ("bottom", 41)
    assert path == list(range(40, -1, -1))


def test_recursion_has_an_end():
    assert has_an_end() is True
