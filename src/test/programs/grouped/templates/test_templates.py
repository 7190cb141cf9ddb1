from letters.post import greeting, post, try_to
from letters.render import MissingField, load, names, render, translated


def test_templates():
    assert load("welcome") == "Dear $name,\nwelcome.\n"
    assert names() == ["parts/footer.txt", "welcome.txt"]
    assert render("welcome", {"name": "Ada"}) == "Dear Ada,\nwelcome.\n-- \nAda $missing\n"


def test_from_another_module():
    sent = []
    assert post(["Ada", "Ben"], sent) == 2
    assert sent[1].startswith("Dear Ben")
    assert try_to("welcome") == "no name"


def test_translations():
    assert translated("Hello", "de") == "Grüß Gott"
    assert greeting("fr") == "Hello"


def test_an_exception():
    try:
        render("welcome", {})
    except MissingField as error:
        assert error.args == ("name",)
