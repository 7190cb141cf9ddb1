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


        def failing_at_once():
            raise LookupError("at once")
            yield


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


        def drained(numbers, fail=False):
            while numbers:
                yield numbers.pop()
            if fail:
                raise LookupError("drained", numbers)
            numbers.append("all")
            return numbers


        def growing(found):
            for number in itertools.count():
                found.append([number])
                yield found[-1]
                found[0].append(number)


        def interrupted():
            yield 1
            raise KeyboardInterrupt


        def unsendable():
            yield 1
            yield lambda: 0
        """

    def test_items_return_value_and_delegation(self) -> None:
        self.assertEqual(list(self.few(3)), [0, 1, 2])
        self.assertEqual(list(self.doubled(2)), [0, 1, "end", 0, 2])
        self.assertEqual(list(self.few(0)), [])

    def test_infinite_stream_is_produced_on_demand_and_closed(self) -> None:
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

    def test_an_exception_before_the_first_item(self) -> None:
        items = self.failing_at_once()
        with self.assertRaisesRegex(LookupError, "at once"):
            next(items)

    def test_the_log_says_which_stream_failed(self) -> None:
        list(self.few(2))
        with self.assertRaises(LookupError):
            list(self.failing())
        for name, status in (("few", 200), ("failing", 500)):
            calls = self.services[name].events
            await_condition(lambda: len(calls("call")) > 0, "the call is logged")
            self.assertEqual(calls("call")[-1]["status"], status)

    def test_nothing_can_be_sent_into_one(self) -> None:
        items = self.few(3)
        next(items)
        with self.assertRaisesRegex(TypeError, "few"):
            items.send(1)

    def test_a_generator_as_value_and_as_argument(self) -> None:
        self.assertEqual(list(self.as_a_value(3)), [0, 1, 2])
        self.assertEqual(self.listed(self.few(3)), [0, 1, 2])

    def test_what_a_generator_changes_is_changed_with_the_item(self) -> None:
        numbers = [1, 2, 3]
        items = self.drained(numbers)
        self.assertEqual((next(items), numbers), (3, [1, 2]))
        self.assertEqual((next(items), numbers), (2, [1]))
        items.close()
        self.assertEqual(numbers, [1])

    def test_what_a_generator_returns_or_raises_at_its_end(self) -> None:
        numbers = [1]
        with self.assertRaises(StopIteration) as ended:
            items = self.drained(numbers)
            self.assertEqual(next(items), 1)
            next(items)
        self.assertIs(ended.exception.value, numbers)
        self.assertEqual(numbers, ["all"])
        items = self.drained(numbers, fail=True)
        self.assertEqual(next(items), "all")
        with self.assertRaises(LookupError) as raised:
            next(items)
        self.assertIs(raised.exception.args[1], numbers)

    def test_a_long_argument_is_changed_at_the_end(self) -> None:
        numbers = list(range(1500))
        self.assertEqual(list(self.drained(numbers)), list(range(1499, -1, -1)))
        self.assertEqual(numbers, ["all"])

    def test_what_was_put_into_an_argument_stays_itself(self) -> None:
        found: list[list[int]] = []
        items = self.growing(found)
        first, second, third = itertools.islice(items, 3)
        items.close()
        self.assertEqual(found, [[0, 0, 1], [1], [2]])
        for item, place in ((first, 0), (second, 1), (third, 2)):
            self.assertIs(found[place], item)

    def test_whatever_is_raised_between_items_arrives(self) -> None:
        items = self.interrupted()
        self.assertEqual(next(items), 1)
        with self.assertRaises(KeyboardInterrupt):
            next(items)
        items = self.unsendable()
        self.assertEqual(next(items), 1)
        with self.assertRaisesRegex(TypeError, "a value of type function cannot be sent"):
            next(items)

    def test_callers_that_are_no_python_are_told_what_was_raised(self) -> None:
        request = urllib.request.Request(
            self.services["drained"].url + "?args=[[1]]&kwargs=%7B%22fail%22:true%7D",
            headers={"Accept": "application/vnd.nanoservice+json"},
        )
        with urllib.request.urlopen(request) as response:
            *_, last = map(json.loads, response)
        self.assertEqual(last[0], "raise")
        self.assertEqual(last[3]["title"], "LookupError")
        self.assertEqual(last[3]["detail"], "('drained', [])")
        self.assertIn("in drained", last[3]["traceback"])

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



        async def meet(parties):
            # All are in at once, or the barrier breaks.
            barrier = vars(threading).setdefault("barrier", threading.Barrier(parties))
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
