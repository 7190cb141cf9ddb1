from settings import banner, exists, option, parts
from tools.show import lines, shown


def test_files():
    assert option("main", "size") == "2"
    assert option("extra", "speed") == "3"
    assert parts() == ["10-size.ini", "20-extra.ini"]
    assert banner() == "Grüße\n=====\n"
    assert exists(["banner.txt", "config/defaults.ini", "none.txt"]) == [True, True, False]


def test_from_a_package():
    assert shown(["colour"]) == ({"colour": "red"}, "Grüße\n=====")
    assert lines() == ["Grüße", "====="]


def test_an_exception():
    try:
        option("main", "none")
    except KeyError as error:
        assert error.args == ("none",)
