from http import HTTPStatus
from time import struct_time
from urllib.parse import SplitResult

from statuses import advice, days, host, is_error, is_python_3, midnight, parts, status_of


def test_an_enumeration_is_the_same_member_on_both_sides():
    assert status_of(404) is HTTPStatus.NOT_FOUND
    assert is_error(HTTPStatus.GONE) is True
    assert is_error(HTTPStatus.OK) is False
    assert advice(HTTPStatus.NOT_FOUND) == "look elsewhere"
    assert advice(status_of(418)) == "I'm a Teapot"


def test_a_named_tuple_keeps_its_names():
    split = parts("http://user@example.org:8080/path?q=1#top")
    assert type(split) is SplitResult
    assert (split.netloc, split.port) == ("user@example.org:8080", 8080)
    assert host(split) == "example.org"


def test_a_sequence_of_the_system():
    day = midnight(100_000)
    assert type(day) is struct_time
    assert (day.tm_yday, day.tm_hour) == (2, 0)


def test_plain_answers():
    assert days(2024, 2) == 29
    assert is_python_3()
