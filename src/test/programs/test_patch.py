from patch import common, difference, patched


def test_pairs_as_keys():
    assert common("ab", "b")[0, 0] == 1


def test_a_difference():
    assert list(difference("abc", "acd")) == [(" ", "a"), ("-", "b"), (" ", "c"), ("+", "d")]


def test_one_function_s_stream_is_another_s_argument():
    lines = ["a", "b", "c"]
    patched(lines, difference(["a", "b", "c"], ["x", "b"]))
    assert lines == ["x", "b"]


def test_a_patch_that_does_not_fit():
    lines = ["a", "b"]
    try:
        patched(lines, [("-", "a"), (" ", "z")])
    except ValueError as error:
        assert error.args == (0, "z")
    else:
        raise AssertionError("no ValueError")
    assert lines == ["b"]
