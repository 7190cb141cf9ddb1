import os
from concurrent.futures import ThreadPoolExecutor

from crowd import all_visit, squares_at_once, visit, wait_for


def test_two_hundred_at_once():
    os.mkdir("visitors")
    assert all_visit("visitors", list(range(200))) == 200


def test_a_slow_call_holds_nobody_up():
    os.mkdir("waiting-room")
    with ThreadPoolExecutor(4) as threads:
        slow = [threads.submit(wait_for, "waiting-room", 2) for _ in range(3)]
        visit("waiting-room", 1)
        assert visit("waiting-room", 2) == 2
        assert [each.result(30) for each in slow] == [2, 2, 2]


def test_the_order_of_results():
    assert squares_at_once(range(50)) == [number * number for number in range(50)]
