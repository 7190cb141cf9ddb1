from keys import lookup, modules
from keys.mixer import mixed, named
from keys.reader import missing, read, read_text


def test_data():
    assert lookup("a") == "alpha"
    assert read("first") == b"\x01\x02\x03"
    assert read_text("table.txt") == ["a=alpha", "b=beta"]
    assert modules() == ["mixer", "reader"]


def test_from_another_module():
    assert mixed("first", b"\x01\x01\x01") == b"\x00\x03\x02"
    assert named(["b", "a"]) == ["beta", "alpha"]


def test_missing_data():
    assert read("second") is None
    try:
        missing()
    except FileNotFoundError as error:
        assert error.errno == 2
