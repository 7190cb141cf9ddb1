from check import mark, unknown
from words.speller import is_known, languages, licence, size, words


def test_resources():
    assert words("de") == {"Baum", "Häuser"}
    assert is_known("tree") and not is_known("Baum")
    assert languages() == ["de", "en"]
    assert licence() == ("Free.", "LICENCE.md")
    assert size("de") == 13


def test_from_another_module():
    assert unknown("tree Baum river") == ["river"]
    lines = ["tree", "lake river"]
    mark(lines)
    assert lines == [("tree", 0), ("lake river", 2)]


def test_a_missing_resource():
    try:
        words("fr")
    except LookupError as error:
        assert error.args == ("no words of fr",)
