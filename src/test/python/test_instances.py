"""Instances of the program's own classes in the lossless form, by themselves."""
from __future__ import annotations

import json
import math
import sys
import threading
import typing
import unittest
import weakref
from abc import ABC, abstractmethod
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import Enum, Flag, IntEnum
from functools import cached_property
from random import Random
from typing import Any

import services  # noqa: F401  # sets the environment that the runtime reads

from nanoservice import adopt_module_name
from nanoservice.server import lossy_json
from nanoservice.wire import class_lookup, instance_codec
from nanoservice.wire.argument_mutations import Snapshot
from nanoservice.wire.codec import loads
from nanoservice.wire.reader import Reader
from nanoservice.wire.writer import Writer

__name__ = adopt_module_name("shop.models")

T = typing.TypeVar("T")


class Point:
    def __init__(self, x: object, y: object) -> None:
        self.x = x
        self.y = y

    class Origin:
        pass


class Slotted:
    __slots__ = ("a", "__secret", "__weakref__")

    def __init__(self, a: object, secret: object) -> None:
        self.a = a
        self.__secret = secret

    def secret(self) -> object:
        return self.__secret


class Both(Slotted):
    __slots__ = ("b", "__dict__")


@dataclass(frozen=True)
class Money:
    amount: int
    currency: str = "EUR"


@dataclass
class Order:
    lines: list = field(default_factory=list)
    total: object = None


class Colour(Enum):
    RED = "r"
    BLUE = ("b", 2)
    ALSO_RED = "r"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Access(Flag):
    READ = 1
    WRITE = 2


class Text(str, Enum):
    A = "a"


Pair = namedtuple("Pair", "left right")


class Row(typing.NamedTuple):
    name: str
    items: list


class Celsius(float):
    pass


class Day(date):
    def __new__(cls, *args: int) -> Day:
        raise AssertionError("no code of a class is run")

    replace = isoformat = __new__


class Moment(datetime):
    @classmethod
    def of(cls, moment: datetime) -> Moment:
        return datetime.__new__(cls, *moment.__reduce_ex__(4)[1])

    def time_of_day(self) -> time:
        return Hour(self.hour, tzinfo=self.tzinfo)

    def replace(self, *args: object, **kwargs: object) -> Moment:
        raise AssertionError("no code of a class is run")

    __str__ = isoformat = replace


class Hour(time):
    __slots__ = ()


class Span(timedelta):
    __str__ = total_seconds = Moment.replace


class Euro(Decimal):
    __str__ = __format__ = Moment.replace


class Offset(tzinfo):
    def __init__(self, hours: int) -> None:
        self.hours = hours

    def utcoffset(self, moment: datetime | None) -> timedelta:
        return timedelta(hours=self.hours)

    def dst(self, moment: datetime | None) -> None:
        return None

    tzname = dst


class Name(str):
    __slots__ = ()


class Key(tuple):
    pass


class Stack(list):
    def append(self, item: object) -> None:
        raise AssertionError("no code of a class is run")

    __iter__ = append
    extend = append


class Cache(OrderedDict):
    def __setitem__(self, key: object, value: object) -> None:
        raise AssertionError("no code of a class is run")


class Groups(defaultdict):
    pass


class Tally(Counter):
    pass


class Tags(set):
    pass


class Untouchable:
    """Every door is watched."""

    def __new__(cls, *args: object) -> Untouchable:
        if not args:
            raise AssertionError("no code of a class is run")
        return super().__new__(cls)

    def __init__(self, value: object) -> None:
        object.__setattr__(self, "value", value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AssertionError("no code of a class is run")

    def __getattribute__(self, name: str) -> object:
        raise AssertionError("no code of a class is run")

    def __eq__(self, other: object) -> bool:
        raise AssertionError("no code of a class is run")

    def __hash__(self) -> int:
        raise AssertionError("no code of a class is run")


class Node:
    """Hashed by an attribute, as in a graph."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.edges: dict[Node, int] = {}
        self.near: set[Node] = set()

    def __hash__(self) -> int:
        return hash(self.name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self.name == other.name


class Locked:
    """Says itself what its state is."""

    def __init__(self, value: object) -> None:
        self.value = value
        self.lock = threading.Lock()

    def __getstate__(self) -> dict[str, object]:
        return {"value": self.value}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.value = state["value"]
        self.lock = threading.Lock()


class Partly:
    def __init__(self, value: object) -> None:
        self.value = value
        self.file = sys.stdout

    def __getstate__(self) -> dict[str, object]:
        return {"value": self.value}


class Reduced:
    def __reduce__(self) -> str:
        return "REDUCED"


class Dice(Random):
    pass


class Shape(ABC):
    @abstractmethod
    def area(self) -> float:
        """Returns its area."""


class Circle(Shape):
    def __init__(self, radius: float) -> None:
        self.radius = radius

    @cached_property
    def double(self) -> float:
        return 2 * self.radius

    def area(self) -> float:
        return math.pi * self.radius**2


class Box(typing.Generic[T]):
    def __init__(self, content: T) -> None:
        self.content = content


class PriceError(ValueError):
    __slots__ = ("sku",)

    def __init__(self, sku: str, price: object) -> None:
        super().__init__(f"{sku} costs {price}")
        self.sku = sku
        self.price = price

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, f"{value} as set")


class DiskError(OSError):
    def __init__(self, disk: str) -> None:
        super().__init__(28, "full", disk)
        self.disk = disk


class Meta(type):
    pass


class Made(metaclass=Meta):
    pass


Stranger = type("Stranger", (), {"__module__": "elsewhere"})


def there_and_back(value: object) -> Any:
    reader = Reader()
    back = reader.read(loads(Writer().write(value)))
    reader.check("f()")
    return back


class FormTest(unittest.TestCase):
    def test_attributes(self) -> None:
        self.assertEqual(Writer().write(Point(1, "a")), '{"$object":["shop.models:Point","object",[{"x":1,"y":"a"}]]}')
        back = there_and_back(Point((1, 2), {"$a": Point(None, math.inf)}))
        self.assertEqual((type(back), back.x, back.y["$a"].y), (Point, (1, 2), math.inf))

    def test_an_attribute_of_any_name(self) -> None:
        point = Point(1, 2)
        point.__dict__.update({"$same": 0, "": [()]})
        self.assertEqual(vars(there_and_back(point)), vars(point))

    def test_slots(self) -> None:
        back = there_and_back(Slotted(1, [2]))
        self.assertEqual((back.a, back.secret()), (1, [2]))
        both = Both(1, 2)
        both.c = both
        back = there_and_back(both)
        self.assertEqual((back.a, back.secret(), vars(back)), (1, 2, {"c": back}))
        self.assertFalse(hasattr(back, "b"), "a slot that was not set")

    def test_data_classes(self) -> None:
        self.assertEqual(there_and_back([Money(1), Order([Money(2)])]), [Money(1), Order([Money(2)])])

    @unittest.skipIf(sys.version_info < (3, 10), "slots of data classes came with Python 3.10")
    def test_data_classes_with_slots(self) -> None:
        plain = type("Dense", (), {"__annotations__": {"a": int, "b": list}, "__module__": __name__})
        dense: Any = dataclass(frozen=True, slots=True)(plain)
        globals()["Dense"] = dense
        self.assertEqual(there_and_back(dense(1, [2])), dense(1, [2]))

    def test_members_of_enumerations_are_themselves(self) -> None:
        for member in (Colour.RED, Colour.BLUE, Colour.ALSO_RED, Level.HIGH, Access.WRITE, Access.READ | Access.WRITE,
                       Access(0), Text.A):  # fmt: skip
            self.assertIs(there_and_back([member])[0], member)
        self.assertEqual(Writer().write(Colour.ALSO_RED), '{"$member":["shop.models:Colour","RED"]}')

    def test_named_tuples(self) -> None:
        for value in (Pair(1, [2]), Row("a", [Pair(1, 2)])):
            back = there_and_back(value)
            self.assertEqual((type(back), back), (type(value), value))

    def test_what_is_a_value_and_has_attributes(self) -> None:
        warm = Celsius(20.5)
        warm.place = "here"
        again, same = there_and_back([warm, warm])
        self.assertEqual((type(again), again, again.place), (Celsius, 20.5, "here"))
        self.assertIs(again, same)
        key = Key([1, [2]])
        key.self = key
        back = there_and_back(key)
        self.assertEqual((type(back), tuple(back)), (Key, (1, [2])))
        self.assertIs(back.self, back)
        self.assertIs(type(there_and_back(Name("n"))), Name)

    def test_what_derives_from_dates_and_numbers(self) -> None:
        leap = date.__new__(Day, 2024, 2, 29)
        leap.note = [leap]
        moment = Moment.of(datetime(2024, 10, 27, 2, 30, fold=1))
        for value in (leap, moment, Hour(12, 30, fold=1), Span(1, 2, 3), Euro("1.10")):
            back = there_and_back([value])[0]
            self.assertEqual((type(back), back), (type(value), value))
            self.assertEqual(getattr(back, "fold", 0), getattr(value, "fold", 0))
        back = there_and_back(leap)
        self.assertIs(back.note[0], back)

    def test_time_zones_of_the_program(self) -> None:
        zone = Offset(2)
        moment = Moment.of(datetime(2024, 2, 29, 12, tzinfo=zone))
        zone.known = {moment: "noon", moment.time_of_day(): "time"}
        first, second, third = there_and_back([moment, datetime(2024, 1, 1, tzinfo=zone), moment.time_of_day()])
        self.assertIs(type(first.tzinfo), Offset)
        self.assertEqual((first.utcoffset(), first), (timedelta(hours=2), moment))
        self.assertIs(first.tzinfo, second.tzinfo)
        self.assertIs(first.tzinfo, third.tzinfo)
        self.assertEqual(first.tzinfo.known, {first: "noon", third: "time"})

    def test_a_message_does_not_choose_the_value_of_a_date(self) -> None:
        for text in (
            '{"$fixed":["shop.models:Day",{"$datetime":["2024-02-29T00:00:00",0,null]}]}',
            '{"$fixed":["shop.models:Day",{"$bytes":"B+gCHQ=="}]}', '{"$fixed":["shop.models:Span",1]}',
            '{"$fixed":["shop.models:Day",{"$fixed":["shop.models:Day",{"$date":"2024-02-29"}]}]}',
            '{"$object":["shop.models:Offset","object",[{}]]}', '{"$object":["shop.models:Point","tzinfo",[{}]]}',
            '{"$datetime":["2024-02-29T00:00:00",0,{"$object":["shop.models:Point","object",[{}]]}]}',
        ):  # fmt: skip
            with self.assertRaises(ValueError, msg=text):
                Reader().read(json.loads(text))

    def test_what_is_a_container_and_has_attributes(self) -> None:
        stack = Stack([1, (2,)])
        stack.top = stack
        back = there_and_back(stack)
        self.assertEqual((type(back), list.__getitem__(back, slice(None))), (Stack, [1, (2,)]))
        self.assertIs(back.top, back)
        cache = Cache()
        for key in ("a", "b"):
            OrderedDict.__setitem__(cache, key, [key])
        cache.move_to_end("a")
        self.assertEqual(list(there_and_back(cache).items()), [("b", ["b"]), ("a", ["a"])])
        groups = there_and_back(Groups(list, {1: [2]}))
        self.assertEqual((groups[1], groups[3]), ([2], []))
        self.assertEqual(there_and_back(Tally("abba")), Tally("abba"))
        tags = Tags({1, "a"})
        self.assertEqual((type(there_and_back(tags)), there_and_back(tags)), (Tags, tags))

    def test_no_code_of_a_class_is_run(self) -> None:
        back = there_and_back(Untouchable(Point(1, 2)))
        self.assertEqual(object.__getattribute__(back, "__dict__")["value"].x, 1)

    def test_shared_and_circular_instances_stay_so(self) -> None:
        point = Point(None, [])
        point.x = point
        point.y.append(point)
        first, second = there_and_back([point, point])
        self.assertIs(first, second)
        self.assertIs(first.x, first)
        self.assertIs(first.y[0], first)

    def test_nested_to_any_depth(self) -> None:
        chain: object = "innermost"
        for _ in range(20_000):
            chain = Point(1, Stack([chain]))
        back = there_and_back(chain)
        for _ in range(20_000):
            self.assertIs(type(back), Point)
            back = list.__getitem__(back.y, 0)
        self.assertEqual(back, "innermost")

    def test_an_instance_has_its_attributes_before_it_is_hashed(self) -> None:
        for length in (2, 300):
            nodes = [Node(str(n)) for n in range(length)]
            for one, other in zip(nodes, nodes[1:] + nodes[:1]):
                one.edges[other] = 1
                one.near.update((one, other))
            node = back = there_and_back(nodes)[0]
            for _ in range(length):
                (node,) = node.edges
                self.assertEqual(len(node.near), 2)
                self.assertIn(node, node.near)
            self.assertIs(node, back)

    def test_classes_as_values(self) -> None:
        for kind in (Point, Point.Origin, Colour, Shape, PriceError):
            self.assertIs(there_and_back([kind])[0], kind)
        self.assertIs(type(there_and_back(Point.Origin())), Point.Origin)

    def test_a_class_may_say_what_its_state_is(self) -> None:
        back = there_and_back(Locked([1]))
        self.assertEqual((back.value, back.lock.acquire(False)), ([1], True))
        self.assertEqual(vars(there_and_back(Partly((1,)))), {"value": (1,)})

    def test_abstract_and_generic_classes(self) -> None:
        circle = Circle(2.0)
        self.assertEqual(circle.double, 4)
        self.assertEqual(vars(there_and_back(circle)), {"radius": 2.0, "double": 4.0})
        self.assertEqual(there_and_back(Box[int](1)).content, 1)

    def test_writer_and_reader_count_alike(self) -> None:
        warm = Celsius(1)
        warm.list = []
        value = [Point([], Key([{1: []}])), Name(""), Stack([[]]), warm, Pair([], {}), Locked([set()]), Groups(list), []]
        writer, reader = Writer(), Reader()
        reader.read(loads(writer.write(value)))
        self.assertEqual(list(map(type, reader.containers)), list(map(type, writer.containers)))

    def test_what_cannot_cross_is_named_by_its_attributes(self) -> None:
        order = Order([Point(1, Point(threading.Lock(), 2))])
        with self.assertRaisesRegex(TypeError, r"^argument 2: attribute lines\.y\.x: a value of type _thread\.lock cannot"):
            Writer().write_call((1, order), {})
        for value, message in (
            (Point(lambda: 0, 1), "attribute x: a value of type function"),
            (Point(weakref.ref(order), 1), "attribute x: a value of type (weakref.ReferenceType|weakref)"),
            (Reduced(), "shop.models.Reduced cannot be sent .*: it defines __reduce__"),
            (Dice(), "shop.models.Dice cannot be sent .*: it derives from Random"),
            (Stranger(), "a value of type elsewhere.Stranger cannot be sent"),
        ):  # fmt: skip
            with self.assertRaisesRegex(TypeError, message):
                Writer().write(value)

    def test_what_is_not_in_that_form(self) -> None:
        for text in (
            '{"$object":["shop.models:Point","list",[{},[]]]}', '{"$object":["shop.models:Point","type",[{}]]}',
            '{"$object":["shop.models:Slotted","object",[{"x":1}]]}', '{"$object":["shop.models:Shape","object",[{}]]}',
            '{"$fixed":["shop.models:Celsius","x"]}', '{"$fixed":["shop.models:Point",[1]]}', '{"$fixed":["a:B",true]}',
            '{"$member":["shop.models:Colour","GREEN"]}', '{"$member":["shop.models:Point","x"]}',
            '{"$member":["shop.models:Access",8]}', '{"$object":["shop.models:Colour","object",[{}]]}',
        ):  # fmt: skip
            with self.assertRaises(ValueError, msg=text):
                Reader().read(json.loads(text))


class ChangesTest(unittest.TestCase):
    def changed(self, value: object, change: typing.Callable[[typing.Any], None]) -> typing.Any:
        """Changes a copy as a service does, and returns the value with the changes applied."""
        writer = Writer()
        text = writer.write(value)
        reader = Reader()
        copied = reader.read(loads(text))
        snapshot = Snapshot(reader.containers)
        change(copied)
        changes = json.dumps(Writer(reader.containers).changes(snapshot.changed()))
        Reader(writer.containers).change(loads(changes))
        return value

    def test_attributes_added_changed_and_removed(self) -> None:
        def change(point: Point) -> None:
            point.x, point.z = (3,), point
            del point.y

        point = self.changed(Point(1, 2), change)
        self.assertEqual(vars(point), {"x": (3,), "z": point})

    def test_slots(self) -> None:
        def change(both: Both) -> None:
            both.b, both.new = 1, [2]
            del both.a

        both = self.changed(Both(1, [3]), change)
        self.assertEqual((both.b, both.new, both.secret(), hasattr(both, "a")), (1, [2], [3], False))

    def test_instances_in_lists_and_lists_in_instances(self) -> None:
        inner = Order()
        order = self.changed([inner, (inner,)], lambda orders: orders[1][0].lines.append(orders[0]))[0]
        self.assertIs(order, inner)
        self.assertIs(order.lines[0], inner)

    def test_what_is_frozen_by_its_class_only(self) -> None:
        money = self.changed(Money(1), lambda money: object.__setattr__(money, "amount", 2))
        self.assertEqual(money, Money(2))

    def test_a_dictionary_put_in_place_of_the_own(self) -> None:
        def change(point: Point) -> None:
            point.__dict__ = {"a": 1}

        self.assertEqual(vars(self.changed(Point(1, 2), change)), {"a": 1})

    def test_containers(self) -> None:
        stack = self.changed(Stack([1]), lambda stack: list.insert(stack, 0, [stack]))
        self.assertIs(list.__getitem__(stack, 0)[0], stack)
        cache = Cache()
        OrderedDict.__setitem__(cache, "a", 1)
        OrderedDict.__setitem__(cache, "b", 2)
        self.assertEqual(list(self.changed(cache, lambda cache: cache.move_to_end("a"))), ["b", "a"])
        self.assertEqual(self.changed(Tags({1}), lambda tags: tags.add(2)), {1, 2})
        self.assertEqual(self.changed(Groups(list), lambda groups: groups[1].append(2)), {1: [2]})

    def test_a_state_of_its_own(self) -> None:
        def change(locked: Locked) -> None:
            locked.value = 2

        self.assertEqual(self.changed(Locked(1), change).value, 2)
        partly = self.changed(Partly(1), lambda partly: setattr(partly, "value", 3))
        self.assertEqual((partly.value, partly.file), (3, sys.stdout), "what is not in the state stays as it is")

    def test_an_alias_stays(self) -> None:
        box = self.changed(Box[int](1), lambda box: setattr(box, "content", 2))
        self.assertEqual((box.content, box.__orig_class__), (2, Box[int]))

    def test_nothing_else_is_sent(self) -> None:
        reader = Reader()
        reader.read(loads(Writer().write([Point(1, [2]), Both(1, 2), Stack([1]), Groups(list), Locked(1)])))
        self.assertEqual(Snapshot(reader.containers).changed(), [])


class ExceptionTest(unittest.TestCase):
    def test_all_of_the_state_and_no_constructor(self) -> None:
        error = PriceError("a", [1])
        error.__dict__["__notes__"] = ["noted"]
        vars(BaseException)["__cause__"].__set__(error, DiskError("c:"))
        back = there_and_back(error)
        self.assertEqual((type(back), back.args, back.sku, back.price), (PriceError, error.args, "a as set", "[1] as set"))
        self.assertEqual((back.__notes__, type(back.__cause__)), (["noted"], DiskError))
        disk = back.__cause__
        self.assertEqual((disk.errno, disk.filename, disk.disk, str(disk)), (28, "c:", "c:", "[Errno 28] full: 'c:'"))

    def test_an_instance_that_nobody_knows_does_not_stop_it(self) -> None:
        text = Writer().write([ValueError(Point([1], 2)), [3]])
        reader = Reader()
        value = reader.read(loads(text.replace("shop.models:Point", "shop.models:Gone")))
        reader.check("f()")
        self.assertEqual((type(value[0].args[0]).__name__, value[0].args[0].x, value[1]), ("Gone", [1], [3]))


class KnownTest(unittest.TestCase):
    def test_a_class_that_is_not_known_here(self) -> None:
        for value in (Point(1, 2), [Stack([1])], Celsius(1), Colour.RED, Access(3), Pair(1, 2), Order, {1: Locked(1)}):
            reader = Reader()
            reader.read(loads(Writer().write(value).replace("shop.models:", "shop.gone:")), "argument 1")
            unknown = r"the receiving service does not contain the class shop\.gone\.\w+;"
            with self.assertRaisesRegex(TypeError, rf"^f\(\), argument 1: {unknown}"):
                reader.check("f()")

    def test_names(self) -> None:
        self.assertEqual(class_lookup.known_name(Point.Origin), "shop.models:Point.Origin")
        self.assertIs(class_lookup.known_class("shop.models:Point.Origin"), Point.Origin)

    def test_a_class_that_is_not_found_by_its_name(self) -> None:
        class Local:
            pass

        for kind in (Local, type("Point", (), {"__module__": "shop.models"}), Enum):
            self.assertIsNone(class_lookup.known_name(kind))
        for name in ("shop.models:Enum", "shop.models:there_and_back", "shop.models:", "..:x", "/etc/passwd:x", "os:stat_result"):
            self.assertIsNone(class_lookup.known_class(name))

    def test_a_class_with_a_metaclass_of_the_program(self) -> None:
        self.assertIs(there_and_back([Made])[0], Made)

    def test_layouts_only_of_what_is_known(self) -> None:
        for kind in (Stranger, list, deque, ValueError, type):
            self.assertIsNone(instance_codec.layout_of(kind))


class PlainTest(unittest.TestCase):
    def test_what_anyone_gets(self) -> None:
        for value, form in (
            (Point(1, [Money(2)]), '{"x":1,"y":[{"amount":2,"currency":"EUR"}]}'),
            (Slotted(1, 2), '{"_Slotted__secret":2,"a":1}'),
            ([Colour.RED, Colour.BLUE, Level.LOW, Access.WRITE], '["r",["b",2],1,2]'),
            (Pair(1, 2), "[1,2]"),
            (Celsius(1.5), "1.5"),
            (Groups(list, {"a": [1]}), '{"a":[1]}'),
            (Circle, '"Circle"'),
            (PriceError("a", 1), '"a costs 1"'),
        ):
            self.assertEqual(lossy_json.dumps(value), form)
        point = Point(1, 2)
        point.x = point
        with self.assertRaisesRegex(ValueError, "it contains itself"):
            lossy_json.dumps(point)


if __name__ == "__main__":
    unittest.main()
