from deadline import give_up, spent, within, work


def test_in_time():
    assert within(0.0, 20) == 0.0
    assert spent([0.01, 0.02])


def test_out_of_time():
    assert within(1.5, 0.05) is None


def test_a_time_limit_that_the_function_raises_itself():
    try:
        give_up()
    except TimeoutError as error:
        assert error.args == ("the function's own",)
    else:
        raise AssertionError("no TimeoutError")


def test_longer_than_a_moment():
    assert work(1.2) == 1.2
