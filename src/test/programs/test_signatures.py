from signatures import everything, keyword, pass_on, positional, remember, same_name, spread, variable


def test_positional_only():
    assert positional(1) == (1, 2, 3)
    assert positional(1, 5, c=6) == (1, 5, 6)


def test_keyword_only():
    assert keyword(2, scale=3) == (6, {})
    assert keyword(a="x", scale=2, a_b=None) == ("xx", {"a_b": None})


def test_variable():
    assert variable(1, 2, 3, sep="+", z=0, y=0) == ("1+2+3", ["y", "z"])
    assert variable("only") == ("only", [])


def test_all_at_once():
    assert everything(1, 2, 3, c=4) == [1, 2, [3], 4, 4, {}]
    assert pass_on(1, 2, c=3, e=5) == [1, 2, [], 3, 4, {"e": 5}]
    assert pass_on(*range(4), **{"c": "d"}) == [0, 1, [2, 3], "d", 4, {}]
    assert spread([7, 8], {"c": 1}) == [7, 8, [0, 7, 8], 1, 4, {"x y": 1}]


def test_a_default_is_made_once():
    assert remember(1) == [1]
    assert remember(2) == [1, 2]
    assert remember(3, []) == [3]
    assert remember(4) == [1, 2, 4]


def test_names_that_a_wrapper_might_use_itself():
    assert same_name(1, function=2, name=3, args=4, kwargs=5, host=6) == [1, 2, 3, 4, 5, 6]
