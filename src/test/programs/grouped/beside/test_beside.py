from weather.averages import at_sea_level, average
from weather.stations import files, height, raw, readings


def test_files():
    assert height("alm") == 1200
    assert readings("alm") == [("mon", 3.5), ("tue", 4.5)]
    assert raw() == b"\x00\xff\r\n\x1a"
    assert files() == ["alm.csv", "bay.csv", "sign.bin"]


def test_from_another_module():
    assert average("bay") == 11.0
    assert at_sea_level("alm") == 11.8


def test_a_missing_file():
    try:
        readings("city")
    except LookupError as error:
        assert error.args == ("no readings of city",)
