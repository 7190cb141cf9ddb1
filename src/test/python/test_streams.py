"""Generators and `async def` functions across services."""
from __future__ import annotations

import asyncio
import itertools
import json
import unittest
import urllib.request

from services import ServiceTestCase, await_condition


class GeneratorTest(ServiceTestCase):
    program = """
        import itertools
        import os


        def count(folder=None):
            try:
                for number in itertools.count():
                    yield number, "x" * 1000
            finally:
                if folder:
                    with open(os.path.join(folder, "closed"), "w") as file:
                        file.write(str(number))


        def few(end):
            for number in range(end):
                yield number
            return "end"


        def failing():
            yield 1
            raise LookupError("in the middle")


        def doubled(end):
            total = yield from few(end)
            yield total
            for number in few(end):
                yield 2 * number


        def as_a_value(end):
            return (n for n in range(end))


        def listed(numbers):
            return list(numbers)
        """

    def test_items_return_value_and_delegation(self) -> None:
        self.assertEqual(list(self.few(3)), [0, 1, 2])
        self.assertEqual(list(self.doubled(2)), [0, 1, "end", 0, 2])
        self.assertEqual(list(self.few(0)), [])

    def test_an_infinite_one_is_made_as_it_is_read_and_closed_with_its_caller(self) -> None:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            from pathlib import Path

            numbers = self.count(folder)
            self.assertEqual([number for number, _ in itertools.islice(numbers, 3)], [0, 1, 2])
            numbers.close()
            closed = Path(folder, "closed")
            await_condition(lambda: closed.exists() and closed.read_text() != "", "the generator is closed")
            # What it made ahead is what the system buffers between two sockets, a few megabytes.
            self.assertLess(int(closed.read_text()), 20_000)

    def test_an_exception_comes_at_its_next(self) -> None:
        items = self.failing()
        self.assertEqual(next(items), 1)
        with self.assertRaisesRegex(LookupError, "in the middle"):
            next(items)
        with self.assertRaises(StopIteration):
            next(items)

    def test_nothing_can_be_sent_into_one(self) -> None:
        items = self.few(3)
        next(items)
        with self.assertRaisesRegex(TypeError, "few"):
            items.send(1)

    def test_a_generator_as_value_and_as_argument(self) -> None:
        self.assertEqual(list(self.as_a_value(3)), [0, 1, 2])
        self.assertEqual(self.listed(self.few(3)), [0, 1, 2])

    def test_anyone_gets_an_array(self) -> None:
        for end, expected in ((3, [0, 1, 2]), (0, [])):
            with urllib.request.urlopen(self.services["few"].url + f"?args=[{end}]") as response:
                self.assertEqual(json.load(response), expected)

    def test_the_connection_is_used_again_after_the_end(self) -> None:
        self.assertEqual(list(self.few(1)) + list(self.few(2)), [0, 0, 1])


class AsyncTest(ServiceTestCase):
    program = """
        import asyncio
        import threading

        import flask


        async def meet(parties):
            # All are in at once, or the barrier breaks.
            barrier = flask.current_app.extensions.setdefault("barrier", threading.Barrier(parties))
            await asyncio.to_thread(barrier.wait, 15)
            return parties


        async def gathered(parties):
            return await asyncio.gather(*[meet(parties) for _ in range(parties)])


        async def numbers(end):
            for number in range(end):
                await asyncio.sleep(0)
                yield number


        async def summed(end):
            return sum([number async for number in numbers(end)])
        """

    def test_many_awaited_at_once_run_at_once(self) -> None:
        self.assertEqual(asyncio.run(self.gathered(20)), [20] * 20)

    def test_asynchronous_generators(self) -> None:
        self.assertEqual(asyncio.run(self.summed(4)), 6)

    def test_stubs_are_of_the_kind_that_they_stand_for(self) -> None:
        import inspect

        self.assertTrue(inspect.iscoroutinefunction(self.meet))
        self.assertTrue(inspect.isasyncgenfunction(self.numbers))


if __name__ == "__main__":
    unittest.main()
