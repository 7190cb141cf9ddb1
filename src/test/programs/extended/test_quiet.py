from quiet import strictness


def test_the_call_was_made():
    assert strictness() == ["error"]
