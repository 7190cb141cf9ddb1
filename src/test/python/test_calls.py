"""Calls between services mean what they mean in Python: values, arguments, and changes in place."""
from __future__ import annotations

import itertools
import json
import re
import time
import unittest
import urllib.request
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from contextvars import copy_context
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from http import HTTPStatus
from pathlib import PurePosixPath
from unittest.mock import patch
from urllib.parse import urlsplit

from services import ServiceTestCase

from nanoservice.context import TIMEOUT_HEADER, enter, received
from nanoservice.settings import SETTINGS

try:
    import numpy
except ImportError:  # the runtime does not need it
    numpy = None


class HelloTest(ServiceTestCase):
    program = """
        def format_name(name):
          return name.capitalize()


        def main():
          return "Hello, " + format_name("example")
        """

    def test_call_within_a_call(self) -> None:
        self.assertEqual(self.main(), "Hello, Example")

    def test_anyone_can_call_with_a_get(self) -> None:
        with urllib.request.urlopen(self.services["format_name"].url + "?args=%5B%22example%22%5D") as response:
            self.assertEqual(response.read(), b'"Example"')
            self.assertEqual(response.headers["Content-Type"], "application/json")
            self.assertEqual(response.headers["Cache-Control"], "no-store")

    def test_a_host_name_may_have_underscores(self) -> None:
        url = self.services["format_name"].url + "?args=[%22x%22]"
        request = urllib.request.Request(url, headers={"Host": "format_name:5000"})
        with urllib.request.urlopen(request) as response:
            self.assertEqual(response.read(), b'"X"')

    def test_one_trace_through_both_and_no_arguments_in_the_log(self) -> None:
        trace = "0af7651916cd43dd8448eb211c80319c"
        url = self.services["main"].url
        request = urllib.request.Request(url, headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})
        with urllib.request.urlopen(request):
            pass
        for name in ("main", "format_name"):
            line = self.services[name].wait_for(lambda line: trace in line)
            event = json.loads(line)
            self.assertEqual(event.keys(), {"event", "function", "status", "ms", "trace"})
            self.assertEqual((event["event"], event["function"], event["status"]), ("call", name, 200))


class ValuesTest(ServiceTestCase):
    program = """
        def same(value):
            return value


        def listing(*args, **kwargs):
            return [args, kwargs]


        def parameters(first, /, second=2, *, third=3):
            return first, second, third


        def double(number):
            return 2 * number


        def apply(function, values):
            return [function(value) for value in values]


        def pick(name):
            return double if name == "double" else same


        def is_double(function):
            return function is double or function == double


        def pairs(first, second):
            return list(zip(first, second))


        def until_failure(numbers):
            found = []
            try:
                for number in numbers:
                    found.append(number)
            except ValueError as error:
                found.append(type(error).__name__)
            return found


        def give_lambda():
            return lambda: 1


        def scale(values, factor):
            values *= factor
        """

    def test_values_that_json_would_lose(self) -> None:
        zone = timezone(timedelta(hours=1), "X")
        for value in (
            None, True, 1, -0.0, float("inf"), 10**4000, "naïve €", "half \ud83d of a pair",
            (1, (2, [3])), {1, 2}, frozenset({"a"}), b"\x00\xff", bytearray(b"x"), {1: "a", (2, 3): [None]},
            {"$tuple": [1]}, {"$": {}}, 1 + 2j, range(1, 10, 3), Decimal("1.10"), Fraction(1, 3),
            datetime(2024, 2, 29, 12, 30, tzinfo=zone), date(2024, 2, 29), timedelta(days=-1, microseconds=5),
            PurePosixPath("/a/b"), deque([1, 2], maxlen=2), OrderedDict(a=1), Counter("abba"),
            defaultdict(list, {"a": [1]}), slice(1, None), ..., ValueError("as a value").args,
            time.gmtime(0), HTTPStatus.NOT_FOUND, re.I | re.M, urlsplit("http://a/b?c#d"), array("d", [0.5]),
            re.compile("a.", re.S), re.compile(b"x"), {1: 2}.items(), {"$same": 0}, {"$return": [1, []]}, "$", ["$"],
            {"a": "$", "b": ["\"$x"]}, 1e400, 5e-324,
            {True: 1, None: 2}, KeyError, {HTTPStatus.OK: {"$": 1}}, [[], {}, (), set()], "\x00\u2028\U0001f600",
        ):  # fmt: skip
            with self.subTest(value=value):
                answer = self.same(value)
                self.assertEqual(repr(answer), repr(value))
                self.assertIs(type(answer), type(value))

    def test_shared_and_circular_values(self) -> None:
        shared = [1]
        first, second = self.same([shared, shared])
        self.assertIs(first, second)
        circle = {"self": []}
        circle["self"].append(circle)
        back = self.same(circle)
        self.assertIs(back["self"][0], circle, "an argument that comes back is the caller's own")

    @unittest.skipUnless(numpy, "numpy is not installed")
    def test_numpy_on_both_sides(self) -> None:
        values = numpy.arange(6.0).reshape(2, 3)
        self.assertIs(self.same(values), values)
        self.assertEqual(self.same(numpy.float32(1.5)).dtype, numpy.float32)
        self.scale(values, 2)
        self.assertEqual(values.tolist(), [[0, 2, 4], [6, 8, 10]])

    def test_a_defaultdict_makes_its_values_with_a_sibling(self) -> None:
        counted = self.same(defaultdict(self.double))
        self.assertEqual(counted.default_factory.__name__, "double")

    def test_views_and_iterators_are_consumed_once(self) -> None:
        self.assertEqual(self.apply(self.double, {1: 2}.values()), [4])
        numbers = iter([1, 2])
        self.assertEqual(self.apply(self.double, numbers), [2, 4])
        self.assertEqual(list(numbers), [])

    def test_an_iterator_given_twice_is_one(self) -> None:
        numbers = iter(range(4))
        self.assertEqual(self.pairs(numbers, numbers), [(0, 1), (2, 3)])
        letters = iter("ab")
        self.assertEqual(self.pairs(*[letters] * 2), [("a", "b")])

    def test_what_never_ends_is_not_an_argument(self) -> None:
        with self.assertRaisesRegex(TypeError, r"^listing\(\), argument 1: a value of type itertools.count cannot be"):
            self.listing(itertools.count())

    def test_infinite_iterator_ends_at_the_size_limit(self) -> None:
        with patch("nanoservice.wire.writer.SETTINGS", replace(SETTINGS, max_bytes=100_000)):
            with self.assertRaisesRegex(ConnectionError, r"^listing\(\), argument 1: an iterator .*islice"):
                self.listing(n for n in itertools.count())

    def test_infinite_iterator_ends_at_the_deadline(self) -> None:
        def called() -> None:
            enter(received({TIMEOUT_HEADER: "100"}.get))
            self.listing(items=iter(int, 1))

        with self.assertRaisesRegex(TimeoutError, r"^listing\(\), argument 'items': an iterator .* deadline"):
            copy_context().run(called)

    def test_an_iterator_that_raises_does_so_where_it_is_read(self) -> None:
        self.assertEqual(self.until_failure(map(int, ["1", "2", "x"])), [1, 2, "ValueError"])
        with self.assertRaisesRegex(ValueError, "invalid literal"):
            self.apply(self.double, map(int, "x"))

    def test_an_integer_of_any_size(self) -> None:
        self.assertTrue(self.same(7**9999) == 7**9999)

    def test_every_way_to_pass_arguments(self) -> None:
        self.assertEqual(self.listing(1, *[2], a=3, **{"$b": 4, "self": 5}), [(1, 2), {"a": 3, "$b": 4, "self": 5}])
        self.assertEqual(self.parameters(1, third=4), (1, 2, 4))

    def test_a_call_longer_than_a_get_may_be(self) -> None:
        for length in (3400, 3600, 1_000_000):
            self.assertEqual(self.same("é" * length), "é" * length)

    def test_wrong_calls_raise_what_python_raises(self) -> None:
        for args, kwargs, message in (
            ((), {}, "parameters() missing 1 required positional argument: 'first'"),
            ((1, 2, 3), {}, "parameters() takes from 1 to 2 positional arguments but 3 were given"),
            ((1,), {"fourth": 4}, "parameters() got an unexpected keyword argument 'fourth'"),
        ):
            with self.assertRaises(TypeError) as raised:
                self.parameters(*args, **kwargs)
            self.assertEqual(str(raised.exception), message)

    def test_siblings_as_values(self) -> None:
        self.assertEqual(self.apply(self.double, [1, 2]), [2, 4])
        self.assertEqual(self.apply(str, [1]), ["1"])
        self.assertEqual(self.pick("double")(21), 42)
        self.assertEqual(self.double.__name__, "double")

    def test_a_sibling_stays_itself(self) -> None:
        self.assertTrue(self.is_double(self.double))
        self.assertFalse(self.is_double(self.same))

    def test_unsupported_argument_is_refused_before_the_request(self) -> None:
        calls = len(self.services["listing"].events("call"))
        with self.assertRaisesRegex(TypeError, r"^listing\(\), argument 2: a value of type function cannot be sent"):
            self.listing(1, lambda: 0)
        with open(__file__, encoding="utf-8") as file:
            with self.assertRaisesRegex(TypeError, r"^listing\(\), argument 'f': .*_io\.TextIOWrapper"):
                self.listing(f=[file])
        self.assertEqual(len(self.services["listing"].events("call")), calls)

    def test_a_value_that_cannot_cross_back(self) -> None:
        with self.assertRaisesRegex(TypeError, r"^give_lambda\(\), its value"):
            self.give_lambda()

    def test_what_yields_items_is_sent_as_its_items(self) -> None:
        self.assertEqual(self.apply(self.double, (n for n in (1, 2))), [2, 4])
        self.assertEqual(self.apply(self.double, map(int, "12")), [2, 4])


class InPlaceTest(ServiceTestCase):
    program = """
        from collections import deque


        def put(key, into, value):
            into[key].append(value)


        def sort(values, fail=False):
            values.sort()
            if fail:
                raise ValueError("after sorting", values)
            return values


        def fill(some_list, some_dict, some_set, some_bytes, some_deque):
            some_list[:] = [[1], some_dict]
            some_dict["b"] = some_list[0]
            some_set |= {"x"}
            some_bytes += b"!"
            some_deque.appendleft(0)


        def both(first, second):
            first.append(1)
            return first is second, len(second)


        def keep(values):
            values[0] += 0
            return len(values)
        """

    def test_every_container_type_is_changed_in_place(self) -> None:
        some = [], {"a": 1}, set(), bytearray(b"?"), deque([1])
        self.fill(*some)
        self.assertEqual(some, ([[1], {"a": 1, "b": [1]}], {"a": 1, "b": [1]}, {"x"}, bytearray(b"?!"), deque([0, 1])))
        self.assertIs(some[0][1], some[1])
        self.assertIs(some[0][0], some[1]["b"])

    def test_what_is_nested_is_changed(self) -> None:
        inner: list[int] = []
        outer = {"a": inner}
        self.put("a", outer, 1)
        self.assertEqual(outer, {"a": [1]})
        self.assertIs(outer["a"], inner)

    def test_the_argument_itself_comes_back(self) -> None:
        values = [3, 1, 2]
        self.assertIs(self.sort(values), values)
        self.assertEqual(values, [1, 2, 3])

    def test_also_when_the_call_raised(self) -> None:
        values = [3, 1, 2]
        with self.assertRaises(ValueError) as raised:
            self.sort(values, fail=True)
        self.assertEqual(values, [1, 2, 3])
        self.assertIs(raised.exception.args[1], values)

    def test_one_object_given_twice_stays_one(self) -> None:
        values: list[int] = []
        self.assertEqual(self.both(values, values), (True, 1))
        self.assertEqual(values, [1])

    def test_an_object_that_holds_itself(self) -> None:
        values: list[object] = [0]
        values.append(values)
        self.assertEqual(self.keep(values), 2)
        self.assertIs(values[1], values)


if __name__ == "__main__":
    unittest.main()
