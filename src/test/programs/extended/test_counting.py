from counting import forget, hit, hits, twice


def test_one_state():
    forget()
    assert hit("a") == 1
    assert twice("b") == 3
    assert hits() == ({"a": 1, "b": 2}, 3)
    forget()
    assert hits() == ({}, 0)
