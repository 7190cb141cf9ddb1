from retry import attempt, deliver, delivered, fallback, patient


def test_as_many_attempts_as_calls():
    log = []
    assert patient(log, 3, 5) == 3
    assert log == ["attempt 1", "attempt 2", "attempt 3"]


def test_the_last_failure():
    log = []
    try:
        patient(log, 9, 2)
    except ConnectionError as error:
        assert type(error) is ConnectionError
        assert error.args == ("no answer", 2)
    else:
        raise AssertionError("no ConnectionError")
    assert fallback([], 9, "nothing") == ("nothing", ("no answer", 2))
    assert attempt(log, 3) == 3


def test_a_failure_that_looks_like_the_networks_is_not_repeated():
    for text in ("one", "two"):
        try:
            deliver("letters", text)
        except TimeoutError as error:
            assert str(error) == "delivered, but who knows"
        else:
            raise AssertionError("no TimeoutError")
    assert delivered("letters") == ["one", "two"]
