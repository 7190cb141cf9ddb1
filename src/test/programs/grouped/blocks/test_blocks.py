from bench import scaled, state
from calibration import deep, first_line, is_checked, scale, steps


def test_what_the_blocks_did():
    assert steps() == ["documented", 1.5, "coarse", "fine", 2, 1, 0]
    assert first_line() == '"""Blocks at the top level that do more than give values to names."""'
    assert is_checked() is True
    assert deep(20) == 20


def test_arguments_changed_in_place():
    values = [2, 4]
    scale(values)
    assert values == [3.0, 6.0]
    assert scaled([1]) == ([1.5], [1])
    assert state() == (0, "documented", True)


def test_an_exception():
    values = [1, None]
    try:
        scale(values)
    except TypeError as error:
        print(error, values)
