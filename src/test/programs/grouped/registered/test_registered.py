from commands import add, divide, names, run
from events import handle, known, run_all, shout
from hammer import strike
from tools import use


def test_functions_in_a_table():
    assert run("add", 1, 2) == 3
    assert add(1, 1) == 2
    try:
        run("div", 1, 0)
    except ZeroDivisionError as error:
        print(error)
    assert divide(4, 2) == 2.0


def test_from_another_module():
    assert names() == ["add", "div", "shout"]
    assert known() == (["add", "div", "shout"], ["add", "div", "shout"], ["Upper", "Twice"])
    assert handle("a") == "AA"
    assert run("shout", "a") == shout("a") == "a!"
    calls = [("add", 1, 2), ("shout", "b")]
    run_all(calls)
    assert calls == [3, "b!"]
    try:
        run("none")
    except LookupError as error:
        assert error.args == ("none",)


def test_with_an_object_of_another_module():
    assert use("hammer", "tap ") == strike("tap ") == "tap tap tap "
