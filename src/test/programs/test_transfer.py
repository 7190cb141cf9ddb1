from transfer import explain, transfer, transfer_all


def test_attributes_of_an_exception():
    accounts = {"a": 10, "b": 0}
    try:
        transfer(accounts, "a", "b", 12)
    except RuntimeError as error:
        assert str(error) == "a is short of 2"
        assert error.account == "a"
        assert error.history == [("withdraw", 12)]
    else:
        raise AssertionError("no RuntimeError")
    assert accounts == {"a": 10, "b": 0}


def test_what_was_taken_is_given_back():
    accounts = {"a": 10}
    try:
        transfer(accounts, "a", "nobody", 3)
    except KeyError as error:
        assert error.args == ("nobody",)
    assert accounts == {"a": 10}


def test_exceptions_as_values():
    accounts = {"a": 5, "b": 5}
    failures = transfer_all(accounts, [("a", "b", 5), ("a", "b", 1), ("b", "c", 1)])
    assert [type(failure) for failure in failures] == [RuntimeError, KeyError]
    assert accounts == {"a": 0, "b": 10}
    assert explain(failures[0]) == ("RuntimeError", ("a is short of 1",), "a")
