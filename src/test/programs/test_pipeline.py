from pipeline import chosen, drop_blank, each, filters, number, run, strip_comments


def test_functions_in_a_list():
    assert run(["a # one", "# two", "b"], [strip_comments, drop_blank, number]) == ["1: a", "2: b"]


def test_functions_that_were_returned():
    steps = chosen(["blank", "number"])
    assert run(["", "x"], steps) == ["1: x"]
    assert steps[1](["y"]) == ["1: y"]


def test_functions_in_a_dictionary():
    assert sorted(filters()) == ["blank", "comments", "number"]
    assert [step.__name__ for step in filters().values()] == ["strip_comments", "drop_blank", "number"]


def test_a_function_as_the_argument_of_a_builtin():
    assert each(number, [["a"], ["b"]]) == [["1: a"], ["1: b"]]
    assert each(len, ["a", "bc"]) == [1, 2]
