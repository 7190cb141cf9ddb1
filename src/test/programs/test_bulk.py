from bulk import check, check_all, has_groups, kinds


def test_notes():
    try:
        check({"name": "Ada", "age": -1})
    except ValueError as error:
        assert error.args == ("age", -1)
        assert getattr(error, "__notes__", []) == ["in the record of Ada"] * has_groups()
    else:
        raise AssertionError("no ValueError")


def test_a_group_with_all_its_exceptions():
    if has_groups():
        try:
            check_all([{"age": -1}, 7, {"age": 1}])
        except Exception as group:
            assert type(group).__name__ == "ExceptionGroup"
            assert str(group) == "2 bad records (2 sub-exceptions)"
            assert [type(error) for error in group.exceptions] == [ValueError, TypeError]
        else:
            raise AssertionError("no ExceptionGroup")


def test_a_group_that_is_split_on_the_way():
    if has_groups():
        assert kinds([{"age": -1}, 7, "x"]) == (2, 1)


def test_nothing_wrong():
    assert check_all([{}]) == [{}]
    assert kinds([]) == (0, 0)
