import json

from settings import convert, read, read_or


def test_good_settings():
    assert read("port: int = 80\n\nratio: float = 0.5\non: bool = true\n") == {"port": 80, "ratio": 0.5, "on": True}


def test_a_cause_comes_along():
    try:
        read("a: int = 1\nb: color = red")
    except LookupError as error:
        assert type(error) is LookupError
        assert str(error) == "line 2: no kind 'color'"
        assert type(error.__cause__) is KeyError
        assert error.__cause__.args == ("color",)
    else:
        raise AssertionError("no LookupError")


def test_from_none():
    try:
        read("a: int = one")
    except ValueError as error:
        assert error.args == (1, "a: int = one", "invalid literal for int() with base 10: 'one'")
        assert error.__cause__ is None and error.__suppress_context__
    else:
        raise AssertionError("no ValueError")


def test_caught_on_the_way():
    assert read_or("x: int = 1", {}) == {"x": 1}
    assert read_or("x: y = 1", {})[1] is LookupError


def test_an_exception_of_the_standard_library():
    try:
        convert("bool", "{")
    except json.JSONDecodeError as error:
        assert (error.msg, error.pos, error.lineno, error.doc) == (
            "Expecting property name enclosed in double quotes",
            1,
            1,
            "{",
        )
