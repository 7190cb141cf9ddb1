import asyncio
import tempfile

from meeting import impatient, meet


def test_ten_at_once():
    names = [f"guest {number}" for number in range(10)]
    with tempfile.TemporaryDirectory() as folder:
        assert asyncio.run(meet(folder, names)) == names[1:] + names[:1]


def test_waiting_has_an_end():
    with tempfile.TemporaryDirectory() as folder:
        assert asyncio.run(impatient(folder, "guest", 0.2)) is None
