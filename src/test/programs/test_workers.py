from workers import all_in_threads, later, one_after_the_other


def test_many_threads():
    assert all_in_threads(range(-1, 30))[:3] == [(-1, "refused -1"), (0, 0), (1, 1)]


def test_an_argument_changed_by_threads():
    assert one_after_the_other([3, 1]) == {3: 9, 1: 1}


def test_a_timer():
    assert later(5) == [25]
