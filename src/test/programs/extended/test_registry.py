from registry import Twice, Upper, class_of, handle_all, make, run


def test_a_table_of_classes():
    assert type(make("Upper")) is Upper
    assert handle_all([make("Upper"), make("Twice")], "a") == ["A!", "aa"]


def test_a_class_as_a_value():
    assert class_of(Twice()) is Twice
    assert run(["Twice", "Upper"], "a") == {"Twice": "aa", "Upper": "A!"}
    assert Upper.kind == "upper"
