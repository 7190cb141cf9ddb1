from visits import forget, greeting, limit, visit, visits


def test_one_state():
    forget()
    assert visit("a") == 1
    assert greeting("a") == "Hello a, visit 2 of 3"
    assert visit("b") == 1
    assert visits() == {"a": 2, "b": 1}
    assert limit() == 3


def test_after_a_rebinding():
    forget()
    assert visits() == {}
    for _ in range(3):
        visit("c")
    try:
        greeting("c")
    except PermissionError as error:
        assert error.args == ("c was here 3 times",)
    assert visits() == {"c": 3}
