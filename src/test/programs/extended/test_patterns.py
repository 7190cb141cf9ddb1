from patterns import Match, same, separators, shout, squares, words


def test_compiled_and_named():
    found = words("One two, three four")
    assert found == [Match("One", 0), Match("two", 4), Match("three", 9)]
    assert type(found[0]) is Match and found[1].start == 4


def test_changed_while_the_module_is_loaded():
    assert separators() == (["<", ")", "[", "]"], "(")


def test_a_comprehension_over_another_constant():
    assert squares() == ({0: 0, 1: 1, 2: 4, 3: 9}, 9)


def test_a_lambda_and_one_object_with_two_names():
    assert shout("a") == "A"
    assert same()
