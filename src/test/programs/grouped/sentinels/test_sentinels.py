from shop.rows import changed, compared, first_missing, found, noted, path, renamed


def test_missing():
    assert found({"a": 1, "b": None}, ["a", "b", "c"]) == ["a", "b"]
    assert first_missing({"a": 1}, ["a", "b"]) == "b"
    assert first_missing({"a": 1}, ["a"]) is None


def test_defaults_that_are_passed_on():
    assert renamed({"a": 1}) == {"a": 1}
    assert renamed({"a": 1}, None) == {"a": 1, "name": None}
    assert noted({"a": 1}) == {"a": 1}
    assert changed({}, note="x") == {"note": "x"}


def test_states():
    assert path() == "nrd"
    assert compared() == (True, False, True, False)
