from fanout import first_failure, heaviest, weight, weights


def test_a_map_over_threads():
    assert weights(["ab", "z", ""]) == {"ab": 3, "z": 26, "": 0}
    assert weight("abc") == 6


def test_answers_as_they_come():
    assert heaviest(["ab", "zz", "cab", "zy"]) == (52, "zz")


def test_a_failure_in_a_thread():
    assert first_failure(["a", "b"]) is None
    assert first_failure(["a", 7, None]) == ("TypeError", "'int' object is not iterable")
