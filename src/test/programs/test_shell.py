from shell import execute, session


def test_an_exit_code():
    assert session(["a", "quit", "b"]) == (["A"], 3)
    assert session(["fail: no disk"]) == ([], "fail: no disk")


def test_an_interrupt():
    assert session(["interrupt"]) == ([], 130)


def test_the_service_lives_on():
    for _ in range(3):
        try:
            execute("quit")
        except SystemExit as end:
            assert end.code == 3
        else:
            raise AssertionError("no SystemExit")
    assert execute("still here") == "STILL HERE"


def test_an_exception_that_loops_use():
    try:
        execute("stop")
    except StopIteration as stop:
        assert stop.value == 7
