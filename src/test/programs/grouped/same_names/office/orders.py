"""A module whose names another one has as well."""
from dataclasses import dataclass

from . import invoices
from .invoices import total as invoiced

RATE = 10
_cache = []


@dataclass
class Item:
    price: int
    amount: int = 1


class Error(Exception):
    pass


def total(items):
    return sum(item.price * item.amount for item in items)


def check(items):
    if not items:
        raise Error("no order")
    return invoices.check(items)


def describe(items):
    return f"order of {total(items)}, {invoices.describe([invoices.Item(item.price) for item in items])}"


def make(price, amount):
    return Item(price, amount)


def both(items):
    return total(items), invoiced(items), RATE, invoices.RATE
