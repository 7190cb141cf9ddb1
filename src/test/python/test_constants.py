"""Constants of the program: instances with a name, of which a program has one each."""
from __future__ import annotations

import gc
import json
import unittest
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import services  # noqa: F401  # sets the environment that the runtime reads

from nanoservice import adopt_module_name
from nanoservice.wire import constants
from nanoservice.wire.argument_mutations import Snapshot
from nanoservice.wire.codec import loads
from nanoservice.wire.reader import Reader
from nanoservice.wire.writer import Writer

__name__ = adopt_module_name("shop.signs")


class Missing:
    def __bool__(self) -> bool:
        return False


@dataclass(eq=False)
class State:
    name: str
    following: Any = None


class Slotted:
    __slots__ = ("value",)
    value: Any


class Kind(tuple):  # type: ignore[type-arg]
    parent: Any = None


class Global:
    def __reduce__(self) -> str:
        return "GLOBAL"


class Copied:
    def __reduce__(self) -> tuple[Any, ...]:
        return Copied, ()


class Counted:
    def __getstate__(self) -> dict[str, int]:
        return {"n": 1}


class Colour(Enum):
    RED = 1


class Table(dict[str, Any]):
    pass


MISSING = Missing()
NOTSET = object()
GLOBAL = Global()
COPIED = Copied()
COUNTED = Counted()
DONE = State("done")
NEW = State("new", DONE)
ALIAS = NEW
ROOT = Kind(("a", 1))
LEAF = Kind(("b", Decimal("1.0")))
LEAF.parent = ROOT
ROOT.children = [LEAF]  # type: ignore[attr-defined]
SLOTTED = Slotted()
SLOTTED.value = OrderedDict(day=date(2024, 2, 29), size={1, 2}, rate=float("nan"))
TABLE = Table(a=[1])
TABLE["self"] = TABLE
RED = Colour.RED
NAMES = ["a list has no name in a message"]


def there_and_back(value: Any) -> Any:
    return read(Writer().write(value))


def read(text: str) -> Any:
    reader = Reader()
    value = reader.read(loads(text), "argument 1")
    reader.check("f()")
    return value


class IdentityTest(unittest.TestCase):
    def test_the_reader_takes_its_own_instance(self) -> None:
        for value in (MISSING, NOTSET, GLOBAL, DONE, NEW, ROOT, LEAF, SLOTTED, TABLE, RED):
            with self.subTest(type(value).__name__):
                self.assertIs(there_and_back(value), value)
                self.assertIs(there_and_back({"k": [value, (value,)]})["k"][1][0], value)

    def test_other_instances_are_copies(self) -> None:
        for value in (State("done"), Missing(), NAMES):
            self.assertIsNot(there_and_back(value), value)

    def test_names(self) -> None:
        self.assertEqual(json.loads(Writer().write(NEW))["$constant"][0], ["shop.signs:NEW", "shop.signs:ALIAS"])
        self.assertEqual(json.loads(Writer().write(NOTSET)), {"$constant": [["shop.signs:NOTSET"], None]})

    def test_parts_of_a_constant_are_its_own(self) -> None:
        table = Table(a=[1])
        first, second = there_and_back([TABLE, TABLE["a"]])
        self.assertIs(second, first["a"])
        self.assertIs(second, TABLE["a"])
        table["self"] = table
        self.assertIsNot(there_and_back(table), TABLE)

    def test_an_instance_with_a_state_of_its_own_is_a_copy(self) -> None:
        self.assertIsNot(there_and_back(COUNTED), COUNTED)

    def test_arguments_are_numbered_as_they_were_sent(self) -> None:
        text, _ = Writer().write_call(([1], ROOT, [2], ROOT), {})
        reader = Reader()
        args, _ = reader.read_arguments(loads(text), {})
        writer = Writer()
        writer.write_call((args[0], ROOT, args[2], ROOT), {})
        self.assertEqual(list(map(id, reader.containers)), list(map(id, writer.containers)))
        before = Snapshot(reader.containers)
        args[2].append(3)
        self.assertEqual([container for _, container in before.changed()], [[2, 3]])


class CopyTest(unittest.TestCase):
    def test_a_service_with_another_state_takes_a_copy(self) -> None:
        for before, after in (
            ('"done"', '"sent"'),
            ('"following":null', '"following":1'),
            ('"following":null', '"following":{"$float":"nan"}'),
            ('"following":null', '"following":null,"more":1'),
        ):
            text = Writer().write(DONE)
            self.assertIn(before, text)
            copy = read(text.replace(before, after))
            self.assertIsNot(copy, DONE)
            self.assertEqual(DONE.name, "done")
        self.assertIsNot(read(Writer().write(LEAF).replace('"1.0"', '"1.00"')), LEAF)

    def test_a_service_without_it_takes_a_copy_that_keeps_the_name(self) -> None:
        copy = read(Writer().write(NEW).replace("shop.signs:NEW", "shop.gone:NEW").replace("shop.signs:ALIAS", "shop:A"))
        self.assertEqual((type(copy), copy.name), (State, "new"))
        self.assertIs(copy.following, DONE)
        self.assertEqual(json.loads(Writer().write(copy))["$constant"][0], ["shop.gone:NEW", "shop:A"])
        self.assertIs(read(Writer().write(copy).replace("shop.gone:", "shop.signs:")), NEW)
        known = id(copy)
        del copy
        gc.collect()
        self.assertNotIn(known, constants._copies)

    def test_a_constant_without_state_is_refused_by_a_service_without_it(self) -> None:
        with self.assertRaisesRegex(TypeError, r"f\(\), argument 1: .* the constant shop\.gone\.NOTSET; use the constant in"):
            read(Writer().write(NOTSET).replace("signs", "gone"))
        for unnamed in (object(), Global(), COPIED):
            with self.assertRaisesRegex(TypeError, "cannot be sent to another service"):
                Writer().write(unnamed)

    def test_a_name_that_is_bound_anew_is_that_of_the_new_object(self) -> None:
        global DONE
        old, DONE = DONE, State("done")
        try:
            self.assertNotIn("$constant", Writer().write(State("done")))
            self.assertNotIn("$constant", Writer().write(old))
        finally:
            DONE = old


class ReadingTest(unittest.TestCase):
    def test_names_of_other_things_stand_for_no_constant(self) -> None:
        node = json.loads(Writer().write(State("done")))
        for name in ("os:environ", "shop.signs:State", "shop.signs:State.name", "shop.signs:NAMES", "shop.signs:RED", ":", "x"):
            self.assertIsNot(read(json.dumps({"$constant": [[name], node]})), DONE)
            with self.assertRaises(TypeError):
                read(json.dumps({"$constant": [[name], None]}))

    def test_a_constant_with_state_is_not_read_without_it(self) -> None:
        for name in ("DONE", "TABLE", "COPIED", "MISSING"):
            with self.assertRaises(TypeError):
                read(json.dumps({"$constant": [["shop.signs:" + name], None]}))

    def test_a_caller_that_is_no_service_of_the_program_sends_copies(self) -> None:
        reader = Reader(is_stranger=True)
        copy = reader.read(loads(Writer().write(NEW)))
        self.assertEqual((copy is NEW, copy.name, copy.following.name), (False, "new", "done"))
        self.assertIsNot(copy.following, DONE)
        reader.read(loads(Writer().write(NOTSET)))
        with self.assertRaisesRegex(TypeError, "does not contain the constant"):
            reader.check("f()")

    def test_malformed(self) -> None:
        names: list[Any] = [[], ["a:b"] * 9, [1], "a:b", ["a" * 1001], None]
        malformed: list[Any] = [[], None, ["a:b"], *([each, None] for each in names)]
        for content in malformed:
            with self.assertRaisesRegex(ValueError, "^not application"):
                Reader().read({"$constant": content})


if __name__ == "__main__":
    unittest.main()
