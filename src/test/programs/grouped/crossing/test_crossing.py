from desk import available, best, later, order, reduced, total, tried
from prices import Discount, offer, price, quote
from stock import take


def test_from_the_carried_module():
    basket = {"tea": 1}
    assert order(basket, "tea", 2) == 6
    assert basket == {"tea": 3}
    assert total({"tea": 2, "milk": 4}) == 10
    assert later("rice") == 2


def test_back():
    assert quote({"tea": 1, "rice": 2}) == {"sum": 7, "best": ("rice", "milk")}
    assert offer("tea") == [2.7, 1.5]


def test_functions_as_values():
    assert available(["tea", "wine", "milk"]) == ["tea", "milk"]
    assert best(["tea", "rice"]) == ("rice", "milk")


def test_classes():
    assert reduced("milk", 50) == 0.5
    assert Discount(10).of("tea") == 2.7


def test_exceptions():
    assert tried("wine") == "LookupError('no price of wine')"
    for call in (lambda: order({}, "wine", 1), lambda: take({}, "wine", 1), lambda: price("wine")):
        try:
            call()
        except LookupError as error:
            print(type(error).__name__, error.args)
