"""A module that is carried, and calls others that are not, by each kind of import."""
import atexit
import stock
from prices import Discount, cheapest, price as price_of
from stock import *

atexit.register(print, end="")

GREETING = cheapest({"tea": 3, "milk": 1})


def order(basket, item, amount):
    take(basket, item, amount)
    return price_of(item) * amount


def total(basket):
    return sum(order({}, item, amount) for item, amount in basket.items())


def reduced(item, percent):
    return Discount(percent).of(item)


def available(items):
    return list(filter(stock.has, items))


def best(items):
    return min(items, key=price_of), GREETING


def tried(item):
    try:
        return price_of(item)
    except LookupError as error:
        return repr(error)


def later(item):
    from prices import price
    return price(item)
