import asyncio
import os

from meeting import impatient, meet


def test_ten_at_once():
    names = [f"guest {number}" for number in range(10)]
    os.mkdir("hall")
    assert asyncio.run(meet("hall", names)) == names[1:] + names[:1]


def test_waiting_has_an_end():
    os.mkdir("empty-hall")
    assert asyncio.run(impatient("empty-hall", "guest", 0.2)) is None
