from priority import ordered, pop, push


def test_a_heap_of_the_callers():
    heap = []
    for item in (5, 1, 4):
        push(heap, item)
    assert heap[0] == 1
    assert [pop(heap), pop(heap), pop(heap)] == [1, 4, 5]
    assert heap == []


def test_pairs_are_ordered_by_their_first():
    assert ordered([(2, "b"), (1, "z"), (2, "a")]) == [(1, "z"), (2, "a"), (2, "b")]


def test_an_empty_heap():
    try:
        pop([])
    except IndexError as error:
        assert str(error) == "pop from empty list"
    else:
        raise AssertionError("no IndexError")
