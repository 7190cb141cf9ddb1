"""The program's own classes between services: each has a copy of them in its `main.py`, and so has this caller."""
from __future__ import annotations

import inspect
import json
import threading
import traceback
import unittest
import urllib.error
import urllib.request
from dataclasses import dataclass
from enum import Enum
from textwrap import dedent
from typing import NamedTuple
from urllib.parse import quote

from services import Service, ServiceTestCase, set_addresses

from nanoservice import adopt_module_name, remote

__name__ = adopt_module_name("shop.carts")


class Colour(Enum):
    RED = 1
    BLUE = 2


class Point(NamedTuple):
    x: int
    y: int


@dataclass
class Item:
    name: str
    price: float
    colour: Colour = Colour.RED

    def taxed(self) -> float:
        return self.price + tax(self)


class Cart:
    __slots__ = ("items", "owner", "total")

    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.items = []


class Countdown:
    def __init__(self, start: int) -> None:
        self.left = start

    def __iter__(self) -> Countdown:
        return self

    def __next__(self) -> int:
        if self.left == 0:
            raise StopIteration
        self.left -= 1
        return self.left


class ShopError(Exception):
    pass


class PriceError(ShopError):
    def __init__(self, item: Item, limit: float) -> None:
        super().__init__(f"{item.name} is too dear")
        self.item = item
        self.limit = limit


KINDS = (Colour, Point, Item, Cart, Countdown, ShopError, PriceError)
tax = remote("tax")

DEFINITIONS = f"""
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from nanoservice import adopt_module_name

__name__ = adopt_module_name("shop.carts")


{"".join(map(inspect.getsource, KINDS))}

"""

FUNCTIONS = """
def tax(item):
    return item.price / 4


def same(value):
    return value


def taxed(item):
    return item.taxed()


def fill(cart, item):
    cart.items.append(item)
    cart.total = sum(item.taxed() for item in cart.items)
    item.sold = True
    return cart


def spoil(cart):
    cart.items[0].price = -1
    del cart.owner
    raise PriceError(cart.items[0], 10)


def guarded(cart):
    try:
        spoil(cart)
    except ShopError as error:
        return type(error).__name__, error.item is cart.items[0], cart.items[0].price


def make(name):
    return {"item": Item, "countdown": Countdown}[name]


def of_kind(kind, values):
    return [value for value in values if isinstance(value, kind)]


def count(start):
    return Countdown(start)


def first(items):
    return next(items)


def each(cart):
    for item in cart.items:
        item.price += 1
        yield item


def audit(*, cart, owner):
    cart.owner = owner
    try:
        {}["receipt"]
    except KeyError as cause:
        error = PriceError(cart.items[0], 1)
        error.cart, error.__notes__ = cart, ["noted"]
        raise error from cause


def count_of(counts, item):
    counts[item] += 1
    return {item: counts}


def broken(item):
    item.check = lambda: 0
    return item
"""


class ClassesTest(ServiceTestCase):
    program = DEFINITIONS + FUNCTIONS

    def test_values(self) -> None:
        for value in (Item("a", 1.5, Colour.BLUE), Point(1, 2), [Item("b", 2.0)], {"p": (Point(0, 0),)}):
            self.assertEqual(self.same(value), value)
        self.assertIs(self.same(Colour.BLUE), Colour.BLUE)
        item = Item("a", 1.0)
        self.assertIs(self.same([item])[0], item, "an argument that comes back is the caller's own")

    def test_a_method_calls_a_service(self) -> None:
        self.assertEqual(self.taxed(Item("a", 4.0)), 5.0)
        self.assertEqual(Item("a", 4.0).taxed(), 5.0)

    def test_attributes_that_were_changed(self) -> None:
        cart, item = Cart("me"), Item("a", 4.0)
        self.assertIs(self.fill(cart, item), cart)
        self.assertIs(cart.items[0], item)
        self.assertEqual((cart.total, item.sold, cart.owner), (5.0, True, "me"))

    def test_attributes_that_were_changed_before_it_raised(self) -> None:
        cart = Cart("me")
        cart.items.append(Item("a", 4.0))
        with self.assertRaises(PriceError) as raised:
            self.spoil(cart)
        self.assertEqual((raised.exception.args, raised.exception.limit), (("a is too dear",), 10))
        self.assertIs(raised.exception.item, cart.items[0])
        self.assertEqual((cart.items[0].price, hasattr(cart, "owner")), (-1, False))
        cart.items[0].price = 4.0
        cart.owner = "me"
        self.assertEqual(self.guarded(cart), ("PriceError", True, -1))

    def test_the_traceback_names_the_class(self) -> None:
        cart = Cart("me")
        cart.items.append(Item("a", 4.0))
        text = ""
        try:
            self.spoil(cart)
        except ShopError:
            text = traceback.format_exc()
        self.assertRegex(text, r'(?s)File "spoil/main.py", line \d+, in spoil\n.*PriceError: a is too dear\n$')

    def test_classes_as_values(self) -> None:
        self.assertIs(self.make("item"), Item)
        item = Item("a", 1.0)
        self.assertEqual(self.of_kind(Item, [1, item, Point(1, 2)]), [item])

    def test_an_iterator_of_a_class_is_an_object(self) -> None:
        self.assertEqual(list(self.count(3)), [2, 1, 0])
        countdown = Countdown(3)
        self.assertEqual((self.first(countdown), countdown.left), (2, 2))

    def test_items_of_a_generator(self) -> None:
        cart = Cart("me")
        cart.items.extend([Item("a", 1.0), Item("b", 2.0)])
        for mine, item in zip(cart.items, self.each(cart)):
            self.assertIs(item, mine)
        self.assertEqual([item.price for item in cart.items], [2.0, 3.0])

    def test_an_exception_with_its_state_from_keyword_arguments(self) -> None:
        cart = Cart("me")
        cart.items.append(Item("a", 1.0))
        with self.assertRaises(PriceError) as raised:
            self.audit(owner=Point(1, 2), cart=cart)
        error = raised.exception
        self.assertEqual((error.__notes__, repr(error.__cause__)), (["noted"], "KeyError('receipt')"))
        self.assertIs(error.cart, cart)
        self.assertIs(error.item, cart.items[0])
        self.assertEqual(cart.owner, Point(1, 2))

    def test_what_is_hashed(self) -> None:
        counts = {Point(1, 2): 1, Colour.RED: 2}
        back = self.count_of(counts, Point(1, 2))
        self.assertEqual(counts, {Point(1, 2): 2, Colour.RED: 2})
        self.assertIs(back[Point(1, 2)], counts)

    def test_methods_are_not_sent(self) -> None:
        with self.assertRaisesRegex(TypeError, r"^same\(\), argument 1: .*; send the object that Item\.taxed belongs to"):
            self.same(Item("a", 1.0).taxed)

    def test_what_an_attribute_cannot_take_along(self) -> None:
        item = Item("a", 1.0)
        with self.assertRaisesRegex(TypeError, r"^broken\(\), its value .*: attribute check: a value of type function"):
            self.broken(item)
        item.check = threading.Lock()
        with self.assertRaisesRegex(TypeError, r"^same\(\), argument 1: attribute check: a value of type _thread\."):
            self.same(item)

    def test_anyone_gets_json(self) -> None:
        query = "?args=" + quote('[{"name": "a", "price": 1}]')
        with urllib.request.urlopen(self.services["same"].url + query) as response:
            self.assertEqual(json.load(response), {"name": "a", "price": 1})
        with urllib.request.urlopen(self.services["count"].url + "?args=%5B2%5D") as response:
            self.assertEqual(json.load(response), [1, 0])


class UnknownTest(unittest.TestCase):
    server = '''
from flask import Flask
from nanoservice import answer, run, adopt_module_name

app = Flask(__name__)
__name__ = adopt_module_name("shop.receipts")


class Receipt:
    pass


class Refund(KeyError):
    def __init__(self, receipt):
        self.receipt = receipt


def pay(*items, receipt=None):
    if receipt:
        receipt.append(Receipt())
    if not items:
        raise Refund(Receipt())
    return [Receipt()]


@app.route("/", methods=["GET", "POST"])
def serve():
    return answer(pay)


if app.import_name == "__main__":
    run(app)
'''

    def setUp(self) -> None:
        service = Service("pay", dedent(self.server))
        self.addCleanup(service.stop)
        set_addresses({"pay": service.url})
        self.pay = remote("pay")

    def test_either_side_may_not_know_a_class(self) -> None:
        known_here = r"the receiving service does not contain the class shop\.carts\.Item; use the class in"
        with self.assertRaisesRegex(TypeError, rf"^pay\(\), argument 2: {known_here}"):
            self.pay(1, [Item("a", 1.0)])
        with self.assertRaisesRegex(TypeError, rf"^pay\(\), argument 'receipt': {known_here}"):
            self.pay(1, receipt=Item("a", 1.0))
        known_there = r"the receiving service does not contain the class shop\.receipts\.Receipt;"
        with self.assertRaisesRegex(TypeError, rf"^pay\(\), its value: {known_there}"):
            self.pay(1)
        with self.assertRaisesRegex(TypeError, rf"^pay\(\), (its value|a changed argument): {known_there}"):
            self.pay(1, receipt=[1])

    def test_an_exception_is_its_nearest_ancestor_then(self) -> None:
        with self.assertRaises(KeyError) as raised:
            self.pay()
        self.assertEqual(type(raised.exception), KeyError)
        self.assertIn("shop.receipts.Receipt object", repr(raised.exception.receipt))
        text = ""
        try:
            self.pay()
        except KeyError:
            text = traceback.format_exc()
        self.assertRegex(text, r'(?s)File "pay/main.py", line \d+, in pay\n    raise Refund.*KeyError')


if __name__ == "__main__":
    unittest.main()
