from hanoi import ackermann, countdown, depth, moves, permute


def test_a_generator_of_itself():
    assert list(moves(2)) == [("A", "B"), ("A", "C"), ("B", "C")]
    assert len(list(moves(4))) == 15


def test_a_function_that_maps_itself():
    assert depth([1, [2, []], []]) == 3


def test_branches():
    assert ackermann(2, 2) == 7


def test_one_list_for_all_levels():
    found = []
    permute([1, 2, 3], [], found)
    assert len(found) == 6 and found[0] == (1, 2, 3) and found[-1] == (3, 2, 1)


def test_deep():
    assert countdown(100)[-2:] == [1, "lift-off"]
