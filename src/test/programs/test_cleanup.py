from cleanup import both, is_free, locked


def test_the_lock_goes_when_work_ends():
    log = []
    assert locked("lock", log, None) == 1
    assert log == ["working", "unlocked"]
    assert is_free("lock")


def test_the_lock_goes_when_work_fails():
    log = []
    try:
        locked("lock", log, ValueError("bad", {"work": 1}))
    except ValueError as error:
        assert error.args == ("bad", {"work": 1})
    else:
        raise AssertionError("no ValueError")
    assert log == ["working", "unlocked"]
    assert is_free("lock")


def test_both_ways_in_one_call():
    log = []
    assert both("lock", log) == (1, 4, "signal")
    assert log == ["working", "unlocked", "working", "unlocked"]
