from collections import deque

from journal import apply, newest, patch, rotate, write


def test_what_was_done_before_the_failure_stays():
    values, keys, journal = {}, set(), []
    state = {"values": values, "keys": keys}
    try:
        apply(state, [("a", 1), ("b", 2), ("", 3), ("c", 4)], journal)
    except ValueError as error:
        assert error.args == ("an empty entry", 3)
    assert journal == ["a=1", "b=2", ""]
    assert values == {"a": 1, "b": 2} and keys == {"a", "b"}
    assert state["values"] is values and state["keys"] is keys


def test_bytes_in_place():
    buffer = bytearray(b"abcdef")
    patch(buffer, 1, b"XY")
    assert buffer == b"aXYdef"
    try:
        patch(buffer, 6, b"12345")
    except OverflowError as error:
        assert str(error) == "11 bytes"
    else:
        raise AssertionError("no OverflowError")
    assert buffer == b"aXYdef12345"


def test_a_queue_in_place():
    queue = deque([1, 2, 3], maxlen=3)
    assert rotate(queue, 1) == 3
    queue.append(9)
    assert list(queue) == [1, 2, 9]
    journal = newest(1)
    write(journal, "x")
    write(journal, "y")
    assert list(journal) == ["y"]
