from caller import both, twice
from plugins import added, answer_of, loaded, shouted


def test_modules_made_by_hand():
    assert shouted("a") == "A"
    assert added(1) == 2
    assert loaded(["plugins.codecs", "plugins.none"]) == [True, False]


def test_a_computed_name():
    assert answer_of() == 42
    assert both("b") == ("B", 42)
    assert twice(5) == 7


def test_an_exception():
    try:
        shouted(3)
    except TypeError as error:
        print(error)
