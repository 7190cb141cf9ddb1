import tempfile
from concurrent.futures import ThreadPoolExecutor

from crowd import all_visit, squares_at_once, visit, wait_for


def test_two_hundred_at_once():
    with tempfile.TemporaryDirectory() as folder:
        assert all_visit(folder, list(range(200))) == 200


def test_a_slow_call_holds_nobody_up():
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(4) as threads:
        slow = [threads.submit(wait_for, folder, 2) for _ in range(3)]
        visit(folder, 1)
        assert visit(folder, 2) == 2
        assert [each.result(30) for each in slow] == [2, 2, 2]


def test_the_order_of_results():
    assert squares_at_once(range(50)) == [number * number for number in range(50)]
