"""The lossless form by itself: what it looks like, and that nothing else gets through."""
from __future__ import annotations

import json
import unittest
from collections import OrderedDict, deque
from enum import Enum

import services  # noqa: F401  # sets the environment that the runtime reads

from nanoservice import plain
from nanoservice.codec import Reader, Writer, may_have_tags
from nanoservice.exceptions import describe, restore


def there_and_back(value: object) -> object:
    text = Writer().write(value)
    return Reader().read(json.loads(text))


class FormTest(unittest.TestCase):
    def test_json_values_are_their_own_form(self) -> None:
        for value in (None, True, "ü$", 1.5, -0.0, [1, [2, {}]], {"a": {"$b": 1, "c": []}, "": 0}):
            self.assertEqual(Writer().write(value), json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    def test_tags(self) -> None:
        for value, form in (
            ((1, [2]), '{"$tuple":[1,[2]]}'),
            (frozenset({1}), '{"$frozenset":[1]}'),
            (b"ab", '{"$bytes":"YWI="}'),
            ({1: 2}, '{"$dict":[[1,2]]}'),
            ({"$tuple": 1}, '{"$dict":[["$tuple",1]]}'),
            (float("nan"), '{"$float":"nan"}'),
            (OrderedDict(a=(1,)), '{"$OrderedDict":[["a",{"$tuple":[1]}]]}'),
            (deque([1]), '{"$deque":[[1],null]}'),
            (len, '{"$builtin":"len"}'),
        ):
            self.assertEqual(Writer().write(value), form)

    def test_shared_and_circular_values_stay_so(self) -> None:
        shared: list[object] = []
        first, second = there_and_back([shared, shared])
        self.assertIs(first, second)
        circle: dict[str, object] = {"list": shared}
        shared.append((circle, {1, 2}))
        back = there_and_back(circle)
        self.assertIs(back["list"][0][0], back)

    def test_writer_and_reader_count_alike(self) -> None:
        value = [{"a": [deque([{1: []}])]}, {2, 3}, bytearray(b"x"), (OrderedDict(k=[]),)]
        writer, reader = Writer(), Reader()
        reader.read(json.loads(writer.write(value)))
        self.assertEqual(reader.containers, writer.containers)
        self.assertEqual([type(each) for each in reader.containers], [type(each) for each in writer.containers])

    def test_without_tags_it_is_counted_alike_too(self) -> None:
        value = [{"a": [{"b": [1, []]}, 2], "c": {}}, [[]]]
        writer, reader = Writer(), Reader()
        text = writer.write(value)
        self.assertFalse(may_have_tags(text))
        self.assertEqual(reader.count(json.loads(text)), value)
        self.assertEqual(reader.containers, writer.containers)

    def test_what_cannot_cross(self) -> None:
        class Colour(Enum):
            RED = 1

        class Special(dict):
            pass

        for value in (object(), Colour.RED, Special(), Colour, json, json.dumps, lambda: 0, open, memoryview(b"")):
            with self.assertRaisesRegex(TypeError, "a value of type .* cannot be sent to another service"):
                Writer().write([value])

    def test_what_is_not_in_that_form(self) -> None:
        for text in (
            '{"$tuple":1}', '{"$nothing":1}', '{"$same":3}', '{"$builtin":"eval"}', '{"$range":["a"]}', '{"$UUID":1}',
        ):  # fmt: skip
            with self.assertRaises(ValueError):
                Reader().read(json.loads(text))


class ExceptionFormTest(unittest.TestCase):
    def test_an_ancestor_stands_for_a_class_that_is_not_here(self) -> None:
        described = describe(ZeroDivisionError("x"), Writer().encode)
        described["classes"].insert(0, ["no_such_module", "Gone"])
        described["classes"].insert(0, ["json", "JSONDecoder"])  # a class, but of no exception
        self.assertEqual(repr(restore(described, Reader().decode)), "ZeroDivisionError('x')")

    def test_a_constructor_that_wants_something_else_than_args(self) -> None:
        error = there_and_back(json.JSONDecodeError("bad", "{", 1))
        self.assertEqual((type(error), error.pos, error.doc), (json.JSONDecodeError, 1, "{"))
        error = there_and_back(Peculiar(1, 2))
        self.assertEqual((type(error), error.args, error.total), (Peculiar, ("sum 3",), 3))


class Peculiar(Exception):
    def __init__(self, one: int, other: int) -> None:
        super().__init__(f"sum {one + other}")
        self.total = one + other


class PlainTest(unittest.TestCase):
    def test_every_value_has_a_plain_form(self) -> None:
        for value, form in (
            ((1, {2}), "[1,[2]]"),
            ({(1, 2): None, True: 1.0, "ü": range(2)}, '{"(1, 2)":null,"true":1.0,"ü":[0,1]}'),
            (float("-inf"), "null"),
            (bytearray(b"ab"), '"YWI="'),
            (deque([1]), "[1]"),
            (3 + 4j, '"(3+4j)"'),
            (plain.dumps, '"dumps"'),
            (ValueError("x"), '"x"'),
        ):
            self.assertEqual(plain.dumps(value), form)


if __name__ == "__main__":
    unittest.main()
