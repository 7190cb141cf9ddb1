"""What instances are while they are restored: their hashes, their order, and the types that their classes derive from."""
from __future__ import annotations

import builtins
import json
import sys
import typing
import unittest
from collections import deque, namedtuple
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, IntFlag

import services  # noqa: F401  # sets the environment that the runtime reads

from nanoservice import adopt_module_name
from nanoservice.server import lossy_json
from nanoservice.wire.argument_mutations import Snapshot
from nanoservice.wire.codec import loads
from nanoservice.wire.reader import Reader
from nanoservice.wire.writer import Writer

__name__ = adopt_module_name("shop.graphs")


@dataclass(frozen=True)
class Money:
    amount: int


@dataclass(unsafe_hash=True)
class Key:
    name: str


class Node:
    """Hashed by an attribute, and held by what it holds."""

    def __init__(self, name: object) -> None:
        self.name = name
        self.near: object = None

    def __hash__(self) -> int:
        return hash(self.name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self.name == other.name


class Board:
    """Looks into its state as it is restored."""

    def __init__(self, fields: dict[object, object]) -> None:
        self.fields = fields

    def __getstate__(self) -> dict[str, object]:
        return {"fields": self.fields}

    def __setstate__(self, state: dict[str, typing.Any]) -> None:
        self.fields = dict(state["fields"])


class Kind(type):
    pass


class Plugin(metaclass=Kind):
    pass


class Point(namedtuple("Point", "x y")):
    __slots__ = ()


class Right(IntFlag):
    READ = 4
    WRITE = 2


class Colour(Enum):
    RED = "r"


class Price(Decimal):
    pass


class Recent(deque):
    pass


class ShopError(Exception):
    pass


class MissingFile(KeyError, FileNotFoundError):
    pass


class MissingKey(ShopError, KeyError):
    def __init__(self, key: str, *, shop: object) -> None:
        super().__init__(key)
        self.shop = shop

    def method(self) -> None:
        """Is there to be passed on."""


class Exporter:
    known: typing.ClassVar[list[type]] = []

    def __init_subclass__(cls) -> None:
        Exporter.known.append(cls)


class Scratch:
    """Deletes its file."""

    deleted: typing.ClassVar[list[object]] = []
    path: str

    def __del__(self) -> None:
        Scratch.deleted += vars(self).values()


class ScratchError(OSError):
    def __del__(self) -> None:
        Scratch.deleted.append(self)


Misnamed = namedtuple("Other", "a")  # type: ignore[name-match]  # its name leads to no class


def there_and_back(value: object) -> typing.Any:
    reader = Reader()
    back = reader.read(loads(Writer().write(value)))
    reader.check("f()")
    return back


def changed(value: object, change: typing.Callable[[typing.Any], None]) -> None:
    """Changes a copy as a service does, and the value as its caller does."""
    writer, reader = Writer(), Reader()
    copied = reader.read(loads(writer.write(value)))
    snapshot = Snapshot(reader.containers)
    change(copied)
    changes = json.dumps(Writer(reader.containers).changes(snapshot.changed()))
    Reader(writer.containers).change(loads(changes))


class HashTest(unittest.TestCase):
    def test_a_state_is_whole_when_its_class_looks_into_it(self) -> None:
        many = {Money(n): n for n in range(3000)}
        examples: tuple[typing.Any, ...] = ({(0, 0): "a"}, {Money(1): 2}, {(Money(1), Colour.RED): {(1, 2)}}, many)
        for fields in examples:
            self.assertEqual(there_and_back(Board(fields)).fields, fields)

    def test_a_frozen_set_of_what_holds_it(self) -> None:
        node = Node("a")
        node.near = frozenset([node])
        back = there_and_back(node)
        self.assertIn(back, back.near)
        one, other = Node("a"), Node("b")
        one.near, other.near = frozenset([other]), frozenset([one])
        one, other = there_and_back([one, other])
        self.assertTrue(one in other.near and other in one.near)

    def test_a_key_that_holds_its_dictionary(self) -> None:
        node = Node("a")
        node.near = {(node, 1): [node]}
        back = there_and_back(node)
        self.assertIs(back.near[back, 1][0], back)

    def test_a_key_of_a_key_that_holds_the_dictionary(self) -> None:
        node, around = Node(None), Node("a")
        node.name, node.near = (around,), around
        around.near = {node: 1}
        back = there_and_back([around])[0]
        self.assertEqual(back.near[Node((back,))], 1)

    def test_what_is_hashed_may_hold_itself_elsewhere(self) -> None:
        outer, node = Node("outer"), Node("a")
        items: list[object] = [node]
        items.append(items)
        node.near = items
        outer.near = {node: 1}
        self.assertEqual(there_and_back(outer).near[Node("a")], 1)

    def test_a_key_that_was_changed(self) -> None:
        key, holder = Key("a"), Node("holder")
        holder.near = {key: 1}

        def rename(values: list[typing.Any]) -> None:
            values[1].name = "b"
            values[0].near = {values[1]: 2}

        changed([holder, key], rename)
        self.assertEqual((holder.near, holder.near[key]), ({Key("b"): 2}, 2))


class DerivedTest(unittest.TestCase):
    def test_an_instance_of_a_class_with_a_metaclass(self) -> None:
        self.assertIs(type(there_and_back(Plugin())), Plugin)
        self.assertEqual(lossy_json.dumps([Plugin, Plugin()]), '["Plugin",{}]')

    def test_a_named_tuple_with_methods_of_its_own(self) -> None:
        back = there_and_back({Point(1, 2): Point(3, [4])})
        self.assertEqual((back, type(back[1, 2])), ({Point(1, 2): Point(3, [4])}, Point))

    def test_flags(self) -> None:
        for flag in (Right.READ, Right.READ | Right.WRITE, Right(0)):
            self.assertIs(there_and_back({flag: flag})[flag], flag)

    def test_an_exception_of_two_bases(self) -> None:
        error = MissingFile(2, "gone", "a.txt")
        back = there_and_back(error)
        self.assertEqual((type(back), back.args), (MissingFile, (2, "gone", "a.txt")))
        # Python calls the constructor of the first base only, which does not set them.
        self.assertEqual((back.errno, back.filename, str(back)), (error.errno, error.filename, str(error)))
        back = there_and_back(MissingKey("a", shop=[1]))
        self.assertEqual((type(back), back.args, back.shop), (MissingKey, ("a",), [1]))

    @unittest.skipIf(sys.version_info < (3, 11), "groups of exceptions came with Python 3.11")
    def test_a_group_of_exceptions(self) -> None:
        group = type("Group", (vars(builtins)["ExceptionGroup"],), {"__module__": __name__})
        globals()["Group"] = group
        back = there_and_back(group("two", [MissingKey("a", shop=1), MissingFile(2, "gone")]))
        self.assertEqual((type(back), back.message), (group, "two"))
        self.assertEqual([type(each) for each in back.exceptions], [MissingKey, MissingFile])

    def test_no_class_is_derived_from_one_of_the_program(self) -> None:
        exporter = {"$object": ["shop.graphs:Exporter", "object", [{}]]}
        derived = {"$fixed": ["shop.graphs:Csv", exporter]}
        for node in (derived, {"$exception": {"classes": [["builtins", "KeyError"]], "args": [derived], "frames": []}}):
            with self.assertRaisesRegex(ValueError, "expected a class that derives from a built-in type"):
                Reader().read(node)
        self.assertEqual(Exporter.known, [])

    def test_nothing_of_a_message_is_finalized_by_the_program(self) -> None:
        node = {"$object": ["shop.graphs:Scratch", "object", [{"path": "/etc/passwd"}]]}
        for each in (node, [node], {"$deep": [{"$later": ["shop.graphs:Scratch", "object"]}, [[0, [{"path": "/etc/passwd"}]]]]}):
            with self.assertRaisesRegex(ValueError, "shop.graphs:Scratch defines __del__"):
                Reader().read(each)
        error = {"classes": [["shop.graphs", "ScratchError"], ["builtins", "OSError"]], "args": [1], "frames": []}
        self.assertIs(type(Reader().read({"$exception": error})), OSError)
        self.assertEqual(Scratch.deleted, [])

    def test_what_is_refused_says_what_to_do(self) -> None:
        class Local:
            pass

        advice = r"; define the class under its own name at the top level of shop\.graphs$"
        for value, message in (
            (Local(), rf"^argument 1: a value of type .*\.Local cannot .*{advice}"),
            (Local, rf"^argument 1: the class .*\.Local cannot .*{advice}"),
            (Misnamed(1), r"a value of type shop\.graphs\.Other cannot .*; define the class under its own name"),
            (MissingKey("a", shop=1).method, r"a value of type method cannot .*; send the object that MissingKey\.method"),
            (deque, r"the class collections\.deque cannot be sent to another service$"),
            (Scratch.__new__(Scratch), r"it defines __del__, .*; use a context manager or weakref.finalize instead"),
            (Recent(), r"it derives from deque; store a deque in an attribute instead"),
        ):  # fmt: skip
            with self.assertRaisesRegex(TypeError, message):
                Writer().write_call((value,), {})

    def test_what_anyone_gets(self) -> None:
        for value, form in (
            ({Colour.RED: 1, Right.READ: 2}, '{"r":1,"4":2}'),
            ([Price("1.5"), Recent([1], 2)], '["1.5",[1]]'),
            (Point(1, Money(2)), '[1,{"amount":2}]'),
        ):
            self.assertEqual(lossy_json.dumps(value), form)


if __name__ == "__main__":
    unittest.main()
